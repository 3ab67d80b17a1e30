/** Hosts that need nothing from npm: each page is the guide's own example, as it is served under the strict policy. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Ajv } from "ajv";
import type { Page } from "puppeteer";
import { startServer } from "../../src/cli/machine/server.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";
import { answerFirst } from "./race-page.js";

const raced = (page: Page): Promise<void> =>
  until(
    page,
    "the race has run",
    () => {
      const race = document.querySelector("sf-race");
      race?.scrollIntoView();
      return race?.results?.length === 4 && !race.busy;
    },
    60,
  );
const racedSteps = (page: Page) =>
  page.evaluate(() => document.querySelector("sf-race")!.results.map(({ steps }) => steps));
/** Size 8, three layers: d, H + W + d − 2, d(H + W − 1), dHW. */
const STEPS = [3, 17, 45, 192];
const scriptsOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith(".js")),
  );

pageTest("plain HTML: a module and a tag", { path: "embed/plain/index.html" }, async ({ page, checkAccessibility }) => {
  await until(
    page,
    "the sweep has run",
    () => document.querySelector("sf-wavefront")?.sweep?.forward.plan.length === 12,
  );
  await checkAccessibility();
});

pageTest(
  "the loader defines what the page uses, and what comes later",
  { path: "embed/loader/index.html" },
  async ({ page }) => {
    await raced(page);
    assert.deepEqual(await racedSteps(page), STEPS);
    const defined = (): Promise<readonly string[]> =>
      page.evaluate(() =>
        ["race", "receptive-field", "wavefront", "lstm"].filter(
          (name) => customElements.get(`sf-${name}`) !== undefined,
        ),
      );
    assert.deepEqual(await defined(), ["race", "receptive-field"]);
    const asked = (await scriptsOf(page)).map((path) => path.replace(/^\/browser\//, "").split(/[-.]/)[0]);
    assert.deepEqual([...new Set(asked)].sort(), ["loader", "race", "receptive"]);
    await page.evaluate(() => {
      const box = document.createElement("div");
      box.append(document.createElement("sf-unknown"), document.createElement("sf-wavefront"));
      document.body.prepend(box);
    });
    await until(page, "the later element is defined", () => customElements.get("sf-wavefront") !== undefined);
    assert.deepEqual(await defined(), ["race", "receptive-field", "wavefront"]);
  },
);

pageTest(
  "a script tag: all elements, one file, no other request, not even on the processor",
  { path: "embed/script-tag/index.html" },
  async ({ page }) => {
    await raced(page);
    await page.evaluate(() => (document.querySelector("sf-race")!.device = "cpu"));
    await until(page, "the processor has raced", () => {
      const { results, busy } = document.querySelector("sf-race")!;
      return results.length === 4 && results.every(({ device }) => device === "cpu") && !busy;
    });
    assert.deepEqual(await racedSteps(page), STEPS);
    assert.deepEqual(await scriptsOf(page), ["/browser/sweepfield.js"]);
    const text = await page.evaluate(() => document.querySelector("sf-race")!.renderRoot.textContent);
    assert.match(text ?? "", /blob worker/);
  },
);

const STICK = resolve("test-artefacts/usb-stick");
const fromDisk = (problem: string): boolean =>
  problem.startsWith(`request to elsewhere: ${pathToFileURL(STICK).href}/`);

pageTest(
  "from a USB stick: the script tag's page on file://",
  { path: "exercises.html", expected: { test: fromDisk } },
  async ({ page }) => {
    mkdirSync(`${STICK}/embed`, { recursive: true });
    cpSync("dist/www/embed/script-tag", `${STICK}/embed/script-tag`, { recursive: true });
    cpSync("dist/browser/sweepfield.js", `${STICK}/browser/sweepfield.js`);
    await page.goto(pathToFileURL(`${STICK}/embed/script-tag/index.html`).href);
    await raced(page);
    assert.deepEqual(await racedSteps(page), STEPS);
  },
);

pageTest(
  "one file for slides: it asks for nothing, on the processor either",
  { path: "exercises.html", expected: { test: fromDisk } },
  async ({ page }) => {
    mkdirSync(STICK, { recursive: true });
    const file = `${STICK}/lesson.html`;
    const state = ["--state", "size=8&depth=3&channels=4&device=cpu", "--device", "cpu", "--out", file];
    await promisify(execFile)(process.execPath, ["dist/cli/index.js", "figure", "sf-race", ...state]);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await raced(page);
    assert.deepEqual(await racedSteps(page), STEPS);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("blob:")),
      [pathToFileURL(file).href],
    );
  },
);

/** Serves one page to a browser that has it for its proxy: any address is then this machine's. */
async function startProxy(html: Buffer) {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

pageTest(
  "one file on a local network, where http:// has no WebGPU: the processor computes, and the page says so",
  { path: "test/blank.html" },
  async ({ page }) => {
    mkdirSync(STICK, { recursive: true });
    const file = `${STICK}/lan.html`;
    const state = ["--state", "size=8&depth=3&channels=4", "--device", "cpu", "--out", file];
    await promisify(execFile)(process.execPath, ["dist/cli/index.js", "figure", "sf-race", ...state]);
    const proxy = await startProxy(readFileSync(file));
    const context = await page.browser().createBrowserContext({ proxyServer: proxy.url });
    try {
      const onLan = await context.newPage();
      await onLan.goto("http://192.0.2.7:8000/lesson.html");
      assert.deepEqual(await onLan.evaluate(() => [isSecureContext, "gpu" in navigator]), [false, false]);
      await raced(onLan);
      assert.deepEqual(await racedSteps(onLan), STEPS);
      const { devices, badge } = await onLan.evaluate(() => {
        const race = document.querySelector("sf-race")!;
        return {
          devices: race.results.map(({ device }) => device),
          badge: race.renderRoot.querySelector(".notice:has(.badge)")?.textContent,
        };
      });
      assert.deepEqual(new Set(devices), new Set(["cpu"]));
      assert.match(badge ?? "", /on the processor .*https/s);
    } finally {
      await context.close();
      proxy.close();
    }
  },
);

declare global {
  /** What reached the page around the frame. */
  var heard: { readonly data: Readonly<Record<string, unknown>>; readonly origin: string }[];
}

const listen = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    globalThis.heard = [];
    addEventListener("message", ({ data, origin }) => globalThis.heard.push({ data, origin }));
  });
const heard = (page: Page, type: string) =>
  page.evaluate(
    (wanted) => globalThis.heard.filter(({ data }) => data["type"] === wanted).map(({ data }) => data),
    type,
  );
const frameOf = async (page: Page) => {
  await until(page, "the frame is ready", () => globalThis.heard.some(({ data }) => data["type"] === "ready"));
  return page.frames().find((frame) => frame.url().includes("embed.html")) ?? assert.fail("no frame");
};

const schema = JSON.parse(readFileSync("www/embed/iframe/messages.schema.json", "utf8"));
const holds = new Ajv().compile(schema);

pageTest(
  "an iframe: the height follows the content, answers reach the page, the page sets the state",
  { path: "embed/iframe/index.html", prepare: listen, expected: /console error: .*embed\/iframe\/host\.js/ },
  async ({ page, screenshot }) => {
    const frame = await frameOf(page);
    await until(page, "the frame is as high as its content", () => {
      const heights = globalThis.heard.filter(({ data }) => data["type"] === "height");
      const iframe = document.querySelector("iframe")!;
      const content = iframe.contentDocument!.documentElement;
      return heights.length > 0 && content.scrollHeight <= content.clientHeight;
    });
    // a height may still be on its way: both lists are read at one moment, when the second message of a pair has come too
    await until(page, "Canvas is told every height that other hosts are told", () => {
      const own = globalThis.heard.filter(({ data }) => data["type"] === "height");
      const canvas = globalThis.heard.filter(({ data }) => data["subject"] === "lti.frameResize");
      return String(own.map(({ data }) => data["height"])) === String(canvas.map(({ data }) => data["height"]));
    });

    await answerFirst(frame);
    await until(page, "the answer is there", () => document.querySelector("#score")!.textContent !== "no answer yet");
    const [answer] = await heard(page, "answer");
    assert.deepEqual([answer?.["element"], answer?.["given"]], ["sf-race", 3]);
    assert.match(await page.$eval("#score", ({ textContent }) => textContent), /^[01] right of 1$/);

    await page.click("#deeper");
    await until(page, "the state came back", () => globalThis.heard.some(({ data }) => data["type"] === "state"));
    assert.deepEqual((await heard(page, "state")).at(-1)?.["state"], { size: "8", channels: "4", mode: "predict" });
    assert.equal(await frame.evaluate(() => document.querySelector("sf-race")!.depth), 7);

    await page.evaluate(() => {
      const send = (data: unknown): void =>
        document.querySelector("iframe")!.contentWindow!.postMessage(data, location.origin);
      for (const message of [
        { format: "sweepfield/1", type: "set", state: { depth: 4, innerHTML: "<b>" } },
        { format: "sweepfield/1", type: "set", state: { depth: [5] } },
        { format: "sweepfield/1", type: "run" },
        { subject: "lti.frameResize.response" },
        "text",
        { format: "sweepfield/1", type: "get-state" },
      ])
        send(message);
    });
    await until(
      page,
      "all were answered",
      () => globalThis.heard.filter(({ data }) => data["type"] === "state").length > 1,
    );
    assert.deepEqual(
      (await heard(page, "problem")).map(({ message }) => String(message).split(";")[0]),
      ['sf-race has no attribute "innerHTML"', "state.depth is [5]", 'the message\'s type is "run"'],
    );
    assert.equal(await frame.evaluate(() => document.querySelector("sf-race")!.depth), 7);
    for (const { data } of await page.evaluate(() => globalThis.heard))
      if (data["subject"] === undefined)
        assert.ok(holds(data), `${JSON.stringify(data)}: ${JSON.stringify(holds.errors)}`);
    await screenshot("embed-iframe-wide-light");
  },
);

pageTest(
  "a page of another origin is told the height alone, until the frame's address names it",
  { path: "exercises.html", prepare: listen, expected: /^request to elsewhere: http:\/\/127/ },
  async ({ page }) => {
    const headers = {
      "content-security-policy": "default-src 'self'; worker-src blob: 'self'; frame-src http:; frame-ancestors http:",
    };
    // The platform's page is the source, which has no policy of its own.
    const [platform, sweepfield] = await Promise.all(["www", "dist/www"].map((root) => startServer({ root, headers })));
    try {
      await page.goto(`${platform!.url}exercises.html`);
      const show = (query: string): Promise<void> =>
        page.evaluate((src) => {
          globalThis.heard.length = 0;
          document.querySelector("iframe")?.remove();
          document.body.prepend(Object.assign(document.createElement("iframe"), { src, title: "a frame" }));
        }, `${sweepfield!.url}embed.html?element=race&size=6&depth=2&channels=2${query}`);
      const tell = (depth: number): Promise<void> =>
        page.evaluate((d) => {
          const message = { format: "sweepfield/1", type: "set", state: { depth: d } };
          document.querySelector("iframe")!.contentWindow!.postMessage(message, "*");
        }, depth);
      const depth = (): Promise<number | undefined> =>
        page
          .frames()
          .find((frame) => frame.url().includes("embed.html"))!
          .evaluate(() => document.querySelector("sf-race")?.depth);

      await show("");
      await until(page, "the height is told", () =>
        globalThis.heard.some(({ data }) => data["type"] === "height" && Number(data["height"]) > 400),
      );
      await tell(5);
      await new Promise((done) => setTimeout(done, 500));
      assert.equal(await depth(), 2);
      assert.deepEqual(
        new Set(await page.evaluate(() => globalThis.heard.map(({ data }) => data["type"] ?? data["subject"]))),
        new Set(["height", "lti.frameResize"]),
      );

      await show(`&parent=${encodeURIComponent(platform!.url)}`);
      await until(page, "the frame is ready", () => globalThis.heard.some(({ data }) => data["type"] === "ready"));
      await tell(5);
      await until(page, "the state came back", () => globalThis.heard.some(({ data }) => data["type"] === "state"));
      assert.equal(await depth(), 5);
      assert.equal(
        `${await page.evaluate(() => globalThis.heard.find(({ data }) => data["type"] === "state")!.origin)}/`,
        sweepfield!.url,
      );
    } finally {
      await Promise.all([platform!.close(), sweepfield!.close()]);
    }
  },
);

pageTest(
  "embed.html with a name that is none says what to write",
  { path: "embed.html?element=sf-rase&parent=canvas" },
  async ({ page, checkAccessibility }) => {
    await until(page, "the problem is there", () => document.querySelector("[role=alert]") !== null);
    const said = await page.$$eval("[role=alert]", (all) => all.map(({ textContent }) => textContent ?? ""));
    assert.match(said[0]!, /^parent is "canvas" in this frame's address; use the origin/);
    assert.match(said[1]!, /there is no element "sf-rase"; use one of .*sf-race/);
    await checkAccessibility();
  },
);

pageTest(
  "embed.html on a phone",
  { path: "embed.html?element=race&size=6&depth=2", width: "phone" },
  async ({ page, screenshot, checkAccessibility }) => {
    await raced(page);
    assert.equal(await overflow(page), 0);
    await checkAccessibility();
    await screenshot("embed-phone-light");
  },
);

declare global {
  /** The widget's model, as a notebook keeps it. */
  var traits: Record<string, unknown>;
  var saved: number;
  var change: (trait: string, value: unknown) => void;
  var unrender: () => void;
}

pageTest(
  "the anywidget module: one file, traits are attributes both ways, answers are collected",
  { path: "test/blank.html?depth=9" },
  async ({ page }) => {
    await page.evaluate(async () => {
      const callbacks = new Map<string, Set<() => void>>();
      globalThis.traits = {
        element: "race",
        size: 8,
        depth: 3,
        channels: 4,
        lanes: "Infinity",
        mode: "predict",
        responses: [],
      };
      globalThis.saved = 0;
      globalThis.change = (trait, value) => {
        globalThis.traits[trait] = value;
        for (const callback of callbacks.get(`change:${trait}`) ?? []) callback();
      };
      const model = {
        get: (trait: string) => globalThis.traits[trait],
        set: globalThis.change,
        save_changes: () => globalThis.saved++,
        on: (event: string, callback: () => void) =>
          callbacks.set(event, (callbacks.get(event) ?? new Set()).add(callback)),
        off: (event: string, callback: () => void) => callbacks.get(event)?.delete(callback),
      };
      const url = "/browser/anywidget.js";
      const { default: widget } = await import(url);
      globalThis.unrender = widget.render({ model, el: document.body });
    });
    await raced(page);
    assert.deepEqual(await racedSteps(page), STEPS);
    assert.deepEqual(await page.evaluate(() => globalThis.saved), 0, "nothing is written that was as it was given");
    await page.evaluate(() => globalThis.change("depth", 99));
    await until(page, "a clamped value comes back", () => globalThis.traits["depth"] === 32);
    await page.evaluate(() => (document.querySelector("sf-race")!.depth = 2));
    await until(page, "the model follows the page", () => globalThis.traits["depth"] === 2 && globalThis.saved > 0);
    await page.evaluate(() => (document.querySelector("sf-race")!.lanes = 4));
    await until(page, "so do lanes", () => globalThis.traits["lanes"] === 4);
    await page.evaluate(() => (document.querySelector("sf-race")!.lanes = Infinity));
    await until(page, "and JSON can carry them", () => globalThis.traits["lanes"] === "Infinity");
    assert.equal(await page.evaluate(() => location.search), "?depth=9", "the notebook's address is left alone");
    await answerFirst(page);
    assert.equal(await page.evaluate(() => Object(globalThis.traits["responses"])[0].given), 3);
    await page.evaluate(() => globalThis.change("element", "sf-rase"));
    assert.match(
      await page.$eval("[role=alert]", ({ textContent }) => textContent ?? ""),
      /no element "sf-rase"; use one of/,
    );
    await page.evaluate(() => globalThis.change("element", "sf-wavefront"));
    assert.equal(await page.$$eval("sf-wavefront, sf-race, [role=alert]", ({ length }) => length), 1);
    await page.evaluate(() => globalThis.unrender());
    assert.equal(await page.$$eval("sf-wavefront", ({ length }) => length), 0);
    assert.deepEqual(await scriptsOf(page), ["/browser/anywidget.js"]);
  },
);

pageTest(
  "the anywidget module in MyST, whose model can save nothing and takes no listener off",
  { path: "test/blank.html" },
  async ({ page }) => {
    await page.evaluate(async () => {
      const state: Record<string, unknown> = { element: "race", size: 8, depth: 3, channels: 4, mode: "predict" };
      const refuse = (): never => {
        throw new Error("MyST’s model keeps nothing");
      };
      const model = {
        get: (trait: string) => state[trait],
        set: (trait: string, value: unknown) => void (state[trait] = value),
        on: () => undefined,
        off: refuse,
        save_changes: refuse,
      };
      const url = "/browser/anywidget.js";
      const { default: widget } = await import(url);
      globalThis.traits = state;
      globalThis.unrender = widget.render({ model, el: document.body });
    });
    await raced(page);
    assert.deepEqual(await racedSteps(page), STEPS);
    await answerFirst(page);
    await until(page, "the answer is kept", () => globalThis.traits["responses"] !== undefined);
    await page.evaluate(() => (document.querySelector("sf-race")!.depth = 2));
    await until(page, "so is a setting", () => globalThis.traits["depth"] === 2);
    await page.evaluate(() => globalThis.unrender());
    assert.equal(await page.$$eval("sf-race", ({ length }) => length), 0);
  },
);

pageTest(
  "bundles that were built differently share a page, a device and the first definition",
  { path: "test/blank.html", prepare: countDevices },
  async ({ page }) => {
    const bundles = [
      "/browser/standalone/race.js",
      "/browser/sweepfield.js",
      "/browser/anywidget.js",
      "/browser/wavefront.js",
      "/browser/race.js",
    ];
    const sameAfterAll = await page.evaluate(async (urls) => {
      const [first, ...later] = urls;
      await import(first!);
      const before = customElements.get("sf-race");
      for (const url of later) await import(url);
      return before === customElements.get("sf-race");
    }, bundles);
    assert.equal(sameAfterAll, true);
    await page.evaluate(() => {
      const race = Object.assign(document.createElement("sf-race"), { size: 8, depth: 3, channels: 4 });
      const sweep = Object.assign(document.createElement("sf-wavefront"), { height: 4, width: 4, depth: 2 });
      document.body.append(race, sweep);
      sweep.scrollIntoView();
    });
    await raced(page);
    await until(
      page,
      "the other bundle's element has run",
      () => document.querySelector("sf-wavefront")?.sweep?.forward.plan.length === 8,
    );
    assert.deepEqual(await racedSteps(page), STEPS);
    assert.equal(await page.evaluate(() => globalThis.devices), 1);
  },
);

declare global {
  /** GPU devices that the page asked for. */
  var devices: number;
}

function countDevices(page: Page) {
  return page.evaluateOnNewDocument(() => {
    globalThis.devices = 0;
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = function (descriptor) {
      globalThis.devices++;
      return requestDevice.call(this, descriptor);
    };
  });
}

pageTest(
  "embed.html: the address hides parts and locks settings, and says nothing of it",
  { path: "embed.html?element=sf-race&size=8&depth=3&channels=4&device=cpu&lock=depth&hide=settings+tools" },
  async ({ page, checkAccessibility }) => {
    await until(page, "the race has run", () => document.querySelector("sf-race")?.results?.length === 4);
    const held = await page.evaluate(async () => {
      const race = document.querySelector("sf-race")!;
      race.depth = 5;
      race.channels = 5;
      await race.updateComplete;
      const shown = (part: string) =>
        [...race.renderRoot.querySelectorAll(`[part~="${part}"]`)].map((node) => getComputedStyle(node).display);
      return {
        depth: race.depth,
        channels: race.channels,
        hidden: [...shown("settings"), ...shown("tools")],
        notices: race.link.notices,
        keys: [...new URLSearchParams(location.search).keys()].sort(),
      };
    });
    assert.deepEqual(held, {
      depth: 3,
      channels: 5,
      hidden: ["none", "none"],
      notices: [],
      keys: ["channels", "depth", "device", "element", "hide", "lock", "size"],
    });
    await checkAccessibility();
  },
);
