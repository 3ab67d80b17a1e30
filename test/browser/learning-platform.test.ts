/** embed.html in the frame of a learning platform: https, another site, a sandbox, and in the strictest one no storage. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { startServer } from "../../src/cli/machine/server.js";
import { pageTest, until } from "./harness.js";
import { overHttps } from "./https.js";
import { allRun, answerFirst } from "./race-page.js";

declare global {
  /** What the platform was told, with the origin that it came from. */
  var answers: { readonly given: unknown; readonly score: unknown; readonly origin: string }[];
}

const SANDBOXES = {
  "of Canvas": "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads",
  "that leaves the frame no origin": "allow-scripts",
} as const;

/** As GitHub Pages answers: any page may frame it, and scripts may be had from any origin, also from none. */
const PUBLIC = {
  "access-control-allow-origin": "*",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:",
};
const PLATFORM = {
  "content-security-policy": "default-src 'none'; script-src 'self'; img-src data:; frame-src https://localhost:*",
};

const startBoth = () =>
  Promise.all([
    startServer({
      root: "test/fixtures/pages",
      headers: PLATFORM,
    }).then((server) => overHttps(server, "127.0.0.1")),
    startServer({ root: "dist/www", headers: PUBLIC }).then((server) => overHttps(server, "localhost")),
  ]);

const trustEveryCertificate = async (page: Page) =>
  (await page.createCDPSession()).send("Security.setIgnoreCertificateErrors", { ignore: true });

for (const [name, sandbox] of Object.entries(SANDBOXES))
  pageTest(
    `a learning platform with a sandbox ${name}`,
    {
      path: "exercises.html",
      prepare: trustEveryCertificate,
      expected: /^request to elsewhere: https:\/\/(127\.0\.0\.1|localhost):/,
    },
    async ({ page, screenshot }) => {
      const [platform, sweepfield] = await startBoth();
      try {
        const src = new URL("embed.html?element=race&size=8&depth=3&channels=4&mode=predict", sweepfield.url);
        src.searchParams.set("parent", platform.url);
        const host = new URL("platform.html", platform.url);
        host.search = String(new URLSearchParams({ src: src.href, sandbox }));
        await page.goto(host.href);

        const frame = await page.waitForFrame((candidate) => candidate.url().startsWith(sweepfield.url));
        await allRun(frame);
        const inside = await frame.evaluate(() => {
          const kept = (): boolean => {
            try {
              return localStorage !== null;
            } catch {
              return false;
            }
          };
          return {
            origin,
            storage: kept(),
            devices: document.querySelector("sf-race")!.results.map(({ device }) => device),
          };
        });
        const opaque = !sandbox.includes("allow-same-origin");
        assert.deepEqual(inside, {
          origin: opaque ? "null" : new URL(sweepfield.url).origin,
          storage: !opaque,
          devices: ["gpu", "gpu", "gpu", "gpu"],
        });

        const contentHeight = await frame.evaluate(
          () => document.querySelector("main")!.getBoundingClientRect().height,
        );
        await page.waitForSelector(`iframe[height="${Math.ceil(contentHeight)}"]`);

        await answerFirst(frame);
        await until(page, "the platform has the answer", () => globalThis.answers.length === 1);
        const [told] = await page.evaluate(() => globalThis.answers);
        assert.deepEqual([told!.given, told!.origin], [3, inside.origin]);
        assert.equal((told!.score as { asked: number }).asked, 1);
        await screenshot(`learning-platform-${opaque ? "strict" : "canvas"}`);
      } finally {
        await Promise.all([platform.close(), sweepfield.close()]);
      }
    },
  );
