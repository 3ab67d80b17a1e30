import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import type { Page } from "puppeteer";
import { findBrowser, launchBrowser } from "../../src/cli/machine/browser.js";
import { PAGE_POLICY } from "../../src/cli/machine/policy.js";
import { startServer } from "../../src/cli/machine/server.js";
import { pageTest, until, watch, type TestPage } from "./harness.js";

const SITE = "dist/www";
const FRAMES = ["embed.html"];
const HTML = readdirSync(SITE).filter((name) => name.endsWith(".html"));
const PAGES = HTML.filter((name) => !FRAMES.includes(name));
const FIGURES = PAGES.filter((name) => readFileSync(join(SITE, name), "utf8").includes('src="browser/'));

/** Every element on the page and in the shadow trees below it. */
const deep = (): Element[] => {
  const found: Element[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll("*")) {
      found.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
};

/** The page's functions must bring their helpers along. */
const inPage = <Result>(page: Page, body: (elements: Element[]) => Result): Promise<Result> =>
  page.evaluate(`(${body.toString()})((${deep.toString()})())`) as Promise<Result>;

/** The element of the page, if it has one, has its controls and has run. */
const isReady = (): boolean =>
  document.querySelector(":not(:defined)") === null &&
  [...document.querySelectorAll("main > *")].every(
    (element) =>
      !("busy" in element) ||
      (element.busy === false &&
        !("shown" in element && element.shown === null) &&
        element.shadowRoot?.querySelector("button, select, input") instanceof HTMLElement),
  );

const ready = (page: Page): Promise<void> => until(page, "the element has run", isReady, 120);

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const fits = async (page: Page, width: number): Promise<void> => {
  await page.setViewport({ width, height: 740 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  assert.equal(await overflow(page), 0, `nothing lies beside a window of ${width} pixels`);
};

test("every page is written under the policy: nothing inline, nothing from elsewhere", () => {
  for (const file of HTML) {
    const html = readFileSync(join(SITE, file), "utf8");
    assert.ok(html.includes(`<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`), file);
    assert.doesNotMatch(html.split("Content-Security-Policy")[0]!, /<(link|script)/, `${file}: the policy comes first`);
    assert.doesNotMatch(
      html,
      /\sdata-(tex|rows|pages|exercises|contents|reference|ranges|example)\b|<data[^>]*><\//,
      `${file}: all is filled in`,
    );
    const tags = html.replace(/<pre[\s\S]*?<\/pre>/g, "");
    assert.doesNotMatch(tags, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:/, file);
    assert.doesNotMatch(tags, /\s(?:src|href)="(?:https?:)?\/\//, file);
    assert.doesNotMatch(tags, /\s(?:src|href)="\//, `${file}: addresses are relative, for a path below the root`);
  }
});

/** The stacks of the page of gradients are deep; how it lies on the screen shows with few blocks too. */
const lighter = (file: string): string => (file === "gradient-flow.html" ? `${file}?blocks=6&width=32&batch=32` : file);

for (const file of PAGES) {
  pageTest(`${file}: landmarks, names, focus, reflow (wide, light)`, { path: lighter(file) }, async (opened) => {
    const { page, screenshot, checkAccessibility } = opened;
    await ready(page);
    assert.deepEqual(
      await page.evaluate(() =>
        ["h1", "main", "body > header", "body > footer", "title", 'meta[name="description"]'].map(
          (selector) => document.querySelectorAll(selector).length,
        ),
      ),
      [1, 1, 1, 1, 1, 1],
    );
    assert.ok((await page.$$("[aria-current=page]")).length > 0, "the page is marked in the navigation");
    await screenshot(`site-${file}-wide-light`);
    await checkAccessibility(["target-size"]);
    await skips(opened);
    await fits(page, 320);
    await page.setViewport({ width: 1280, height: 900 });
    await spaceOut(page);
    assert.equal(await overflow(page), 0, "nothing lies beside the window with wider spacing of the text");
  });

  pageTest(
    `${file}: accessible and as wide as the window (narrow, dark)`,
    { path: lighter(file), width: "phone", scheme: "dark" },
    async ({ page, screenshot, checkAccessibility }) => {
      await ready(page);
      await fits(page, 360);
      await ready(page);
      await screenshot(`site-${file}-narrow-dark`);
      await checkAccessibility(["target-size"]);
    },
  );
}

/** The first Tab reaches the link over the navigation, which comes into sight and leads to the main part. */
async function skips({ page }: TestPage): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  assert.equal(await page.$eval(".skip", (link) => getComputedStyle(link).clipPath), "none");
  await page.keyboard.press("Enter");
  await until(page, "the focus is in the main part", () => document.activeElement?.localName === "main");
}

/** WCAG 1.4.12, in the page and in the shadow trees. */
const spaceOut = (page: Page): Promise<void> =>
  inPage(page, (elements) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "*{line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}p{margin-block-end:2em !important}",
    );
    for (const root of [document, ...elements.flatMap(({ shadowRoot }) => shadowRoot ?? [])])
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });

pageTest(
  "the menu of figures opens and closes by keyboard",
  { path: "counting.html" },
  async ({ page, screenshot }) => {
    await page.focus("[popovertarget]");
    await page.keyboard.press("Enter");
    const isOpen = (): Promise<boolean> => page.$eval("#figures", (menu) => menu.matches(":popover-open"));
    assert.equal(await isOpen(), true);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "./");
    await screenshot("site-menu");
    await page.keyboard.press("Escape");
    assert.equal(await isOpen(), false);
    assert.ok(await page.evaluate(() => document.activeElement?.matches("[popovertarget]")), "the focus is back");
  },
);

pageTest("every link of every page leads to a page, a file or a section", {}, async ({ page }) => {
  const targets = new Map<string, string>();
  const origin = new URL(page.url()).origin;
  for (const file of PAGES) {
    await page.goto(`${origin}/${file}`, { waitUntil: "load" });
    await ready(page);
    const links = await inPage(page, (elements) =>
      elements.flatMap((element) => (element instanceof HTMLAnchorElement && element.href ? [element.href] : [])),
    );
    for (const link of links) if (!/^(blob|data):/.test(link)) targets.set(link, file);
  }
  assert.ok(targets.size > PAGES.length * 2);
  const answers = new Map<string, { status: number; text: string }>();
  for (const [link, file] of targets) {
    const url = new URL(link);
    assert.equal(url.origin, origin, `${file}: ${link}`);
    const place = url.pathname;
    if (!answers.has(place))
      answers.set(
        place,
        await page.evaluate(async (path) => {
          const answer = await fetch(path);
          return { status: answer.status, text: path.match(/(\/|\.html)$/) ? await answer.text() : "" };
        }, place),
      );
    const { status, text } = answers.get(place)!;
    assert.equal(status, 200, `${file}: ${link}`);
    if (url.hash) assert.ok(text.includes(` id="${url.hash.slice(1)}"`), `${file}: ${link} has no such section`);
  }
});

/** Controls that begin something long, ask for a file, or hand something out. */
const LEFT_ALONE = /\brun\b|train|forget|download|save|copy|open|choose|file|camera|clipboard/i;

for (const file of PAGES)
  pageTest(
    `${file}: used at will, it asks nothing of another server and keeps nothing but the address`,
    { path: file, reducedMotion: true },
    async ({ page }) => {
      await ready(page);
      const used = (await page.evaluate(
        `(${use.toString()})((${deep.toString()})(), ${LEFT_ALONE.toString()})`,
      )) as number;
      assert.ok(used > 0 || !FIGURES.includes(file));
      // What it then runs may take a software GPU minutes; what it asks for, it has asked for by now.
      await new Promise((done) => setTimeout(done, 1000));
      const { databases, ...rest } = await kept(page);
      assert.ok(
        databases.every((name) => name === "sweepfield" && file === "sampler.html"),
        String(databases),
      );
      assert.deepEqual(rest, {
        cookies: "",
        local: 0,
        session: 0,
        caches: [],
        workers: 0,
      });
    },
  );

/** Turns every choice to its next value and presses the buttons, at most so many that a software GPU keeps up. */
async function use(elements: Element[], leftAlone: RegExp): Promise<number> {
  const main = document.querySelector("main")!;
  const isInMain = (element: Element): boolean => {
    const root = element.getRootNode();
    return main.contains(element) || (root instanceof ShadowRoot && isInMain(root.host));
  };
  const nameOf = (element: Element): string => `${element.textContent} ${element.getAttribute("aria-label")}`;
  const found = elements.filter((element) => isInMain(element) && !leftAlone.test(nameOf(element)));
  let used = 0;
  for (const element of found) {
    if (element instanceof HTMLSelectElement && element.options.length > 1) {
      element.selectedIndex = (element.selectedIndex + 1) % element.options.length;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (element instanceof HTMLButtonElement && !element.disabled && used < 12) element.click();
    else continue;
    used++;
    await new Promise((done) => setTimeout(done, 50));
  }
  return used;
}

const kept = (page: Page) =>
  page.evaluate(async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

/** Opens every page at `base`; the race, and its worker, have to run there. */
async function tour(page: Page, base: string, problems: readonly string[]): Promise<void> {
  for (const file of PAGES) {
    await page.goto(new URL(file, base).href, { waitUntil: "load" });
    await ready(page);
    assert.deepEqual(problems, [], file);
  }
  await page.goto(new URL("index.html?size=6&depth=2&channels=2&device=cpu", base).href);
  await until(page, "the processor has run the race", () => document.querySelector("sf-race")?.results?.length === 4);
  assert.deepEqual(
    await page.evaluate(() => document.querySelector("sf-race")!.results.map(({ steps }) => steps)),
    [2, 12, 22, 72],
  );
  assert.deepEqual(problems, []);
}

/** A browser that reaches this machine and no other. */
const cutOff = async () => {
  const found = await findBrowser();
  return launchBrowser({
    ...found,
    args: [...found.args, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--proxy-server=direct://"],
  });
};

test("the pages run from a path below the root, under their own policy, with every other host cut off", async () => {
  const root = mkdtempSync(join(tmpdir(), "sweepfield-site-"));
  cpSync(SITE, join(root, "some/sub/path"), { recursive: true });
  // As GitHub Pages: no header of ours.
  const server = await startServer({ root, headers: { "content-security-policy": "" } });
  const browser = await cutOff();
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    const base = `${server.url}some/sub/path/`;
    watch(page, base, (problem) => problems.push(problem));
    await tour(page, base, problems);
    await page.goto(`${base}embed.html?element=sf-adder`);
    await ready(page);
    assert.deepEqual(problems, []);
    const reached = await page.evaluate(async () =>
      fetch("https://example.com/", { mode: "no-cors" }).then(
        () => true,
        () => false,
      ),
    );
    assert.equal(reached, false);
    assert.match(problems[0] ?? "", /Content Security Policy|violates/, "the page's own policy refuses it");
  } finally {
    await browser.close();
    await server.close();
    rmSync(root, { recursive: true });
  }
});

test("the zip, unpacked, runs without a server", async () => {
  const folder = resolve("test-artefacts/unpacked");
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(SITE, "sweepfield-pages.zip"))))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const browser = await cutOff();
  try {
    const page = await browser.newPage();
    const base = `${pathToFileURL(join(folder, "sweepfield")).href}/`;
    const problems: string[] = [];
    watch(page, base, (problem) => problems.push(problem));
    await tour(page, base, problems);
    const links = await page.$$eval("a", (anchors) => anchors.map(({ href }) => href));
    assert.ok(links.every((href) => href.startsWith(base)));
  } finally {
    await browser.close();
  }
});

pageTest(
  "the reference names every attribute, event, slot, part and property of the manifest",
  { path: "api.html" },
  async ({ page }) => {
    const manifest = JSON.parse(readFileSync("dist/custom-elements.json", "utf8")) as {
      modules: { path: string; declarations: Record<string, { name: string }[]>[] }[];
    };
    for (const { path, declarations } of manifest.modules) {
      const name = /^dist\/elements\/([^/]+)\/\1\.js$/.exec(path)?.[1];
      if (name === undefined) continue;
      const shown = await page.$eval(`[id="sf-${name}"]`, (heading) =>
        [...heading.parentElement!.querySelectorAll("tbody th code")].map(({ textContent }) => textContent ?? ""),
      );
      const [element] = declarations;
      for (const { name: attribute } of element!["attributes"]!) assert.ok(shown.includes(attribute), attribute);
      for (const { name: event } of element!["events"]!) assert.ok(shown.includes(event), event);
      for (const { name: part } of element!["cssParts"]!) assert.ok(shown.includes(`::part(${part})`), part);
      for (const { name: property } of element!["cssProperties"]!) assert.ok(shown.includes(property), property);
      for (const { name: slot } of element!["slots"]!) assert.ok(slot === "" || shown.includes(slot), slot);
    }
  },
);
