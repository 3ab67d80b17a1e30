/** What stands behind the button below an element, on a race. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, strFromU8 } from "fflate";
import type { Page } from "puppeteer";
import sharp from "sharp";
import { decodeResult } from "../../src/io/result-code.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

declare global {
  interface Window {
    copied: string[];
    printed: string[];
  }
}

const PATH = "?size=8&depth=3&channels=4&device=cpu";

const allRun = (page: Page): Promise<void> =>
  until(page, "all four lanes have run", () => {
    const race = document.querySelector("sf-race");
    return race !== null && !race.busy && race.results.length === 4;
  });

/** The clipboard of a test: what was written, or a refusal. */
const clipboard = (allowed: boolean) => (page: Page) =>
  page.evaluateOnNewDocument((isAllowed) => {
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", {
      value: {
        writeText: async (text: string) => {
          if (!isAllowed) throw new DOMException("not allowed", "NotAllowedError");
          window.copied.push(text);
        },
      },
    });
  }, allowed);

const press = async (page: Page, label: string): Promise<void> => {
  const pressed = await page.evaluate((wanted) => {
    const root = document.querySelector("sf-race")!.renderRoot;
    const button = [...root.querySelectorAll<HTMLButtonElement>(".tools button, .presenter button")].find(
      ({ textContent }) => textContent!.trim() === wanted,
    );
    button?.focus();
    return button !== undefined;
  }, label);
  assert.ok(pressed, `there is a button ${label}`);
  await page.keyboard.press("Enter");
};

const read = (page: Page, selector: string): Promise<string | null> =>
  page.evaluate(
    (wanted) => document.querySelector("sf-race")!.renderRoot.querySelector(wanted)?.textContent?.trim() ?? null,
    selector,
  );

const said = async (page: Page): Promise<string> => {
  await until(page, "the action is done", () => {
    const root = document.querySelector("sf-race")!.renderRoot;
    const [status, problem] = [root.querySelector(".tools-panel [role=status]"), root.querySelector(".tools-problem")];
    return Boolean(problem?.textContent?.trim()) || !/^(Working …)?$/.test(status?.textContent?.trim() ?? "");
  });
  return `${await read(page, ".tools-panel [role=status]")}${await read(page, ".tools-problem")}`;
};

const opened = async (page: Page): Promise<void> => {
  await allRun(page);
  await press(page, "Share, save, present");
  await until(
    page,
    "the panel is there",
    () => document.querySelector("sf-race")!.renderRoot.querySelector(".tools-panel progress, .tools-panel p") !== null,
  );
  await until(page, "what can be saved is loaded", () =>
    document.querySelector("sf-race")!.renderRoot.querySelector(".tools-panel")!.textContent!.includes("Save SVG"),
  );
};

for (const [width, scheme] of [
  ["wide", "light"],
  ["phone", "dark"],
] as const)
  pageTest(
    `the tools: links and code, ${width}, ${scheme}`,
    { path: PATH, width, scheme, prepare: clipboard(true) },
    async ({ page, screenshot, checkAccessibility }) => {
      await opened(page);
      await checkAccessibility();
      await press(page, "Copy link");
      assert.equal(await said(page), "Copied: the link.");
      await press(page, "Copy embed code");
      await said(page);
      await press(page, "Copy diagnostics");
      await said(page);
      const [link, code, diagnostics] = await page.evaluate(() => window.copied);
      assert.equal(new URL(link!).search, "?size=8&depth=3&channels=4&device=cpu");
      const origin = await page.evaluate(() => location.origin);
      assert.match(code!, new RegExp(`^<script type="module" src="${origin}/browser/race.js"></script>\n<sf-race `));
      assert.match(code!, /<sf-race(?=[^>]* size="8")(?=[^>]* depth="3")(?=[^>]* device="cpu")/);
      assert.match(diagnostics!, /^Sweepfield: \d+\.\d+\.\d+\nelement: sf-race\nstate: /);
      assert.match(diagnostics!, /why not the GPU: the reader or the page chose the processor/);
      await screenshot(`tools-${width}-${scheme}`);
      await checkAccessibility();
      assert.equal(await overflow(page), 0);
    },
  );

pageTest(
  "where the clipboard is denied the text stands there, marked",
  { path: PATH, prepare: clipboard(false) },
  async ({ page, checkAccessibility }) => {
    await opened(page);
    await press(page, "Copy link");
    assert.match(await said(page), /copy the marked text below/);
    const field = await page.evaluate(() => {
      const root = document.querySelector("sf-race")!.renderRoot as ShadowRoot;
      const area = root.querySelector<HTMLTextAreaElement>(".tools-panel textarea")!;
      return {
        focused: root.activeElement === area,
        readOnly: area.readOnly,
        marked: area.value.slice(area.selectionStart, area.selectionEnd),
        href: document.querySelector("sf-race")!.href,
      };
    });
    assert.deepEqual(
      { ...field, marked: undefined },
      { focused: true, readOnly: true, marked: undefined, href: field.href },
    );
    assert.equal(field.marked, field.href);
    await checkAccessibility();
  },
);

pageTest("pictures and data are saved as files", { path: PATH }, async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "sweepfield-tools-"));
  try {
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      browserContextId: page.browserContext().id!,
      downloadPath: folder,
    });
    await opened(page);
    const save = async (label: string, name: string): Promise<Buffer> => {
      await press(page, label);
      assert.equal(await said(page), `Saved as ${name}.`);
      for (let i = 0; !readdirSync(folder).includes(name) && i < 100; i++)
        await new Promise((done) => setTimeout(done, 50));
      return readFileSync(join(folder, name));
    };
    const svg = (await save("Save SVG", "sf-race.svg")).toString();
    assert.match(svg, /^<svg .*viewBox="0 0 (\d+) (\d+)"/);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
    const png = await save("Save PNG", "sf-race.png");
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * width!, 2 * height!]);
    const gif = await save("Save animation (GIF)", "sf-race.gif");
    assert.equal(gif.subarray(0, 6).toString("latin1"), "GIF89a");
    assert.ok(gif.readUInt16LE(6) <= 720 && gif.readUInt16LE(8) <= 720);
    const { pages, delay } = await sharp(gif, { animated: true }).metadata();
    assert.ok(pages! > 10 && pages! <= 240 && delay!.length === pages);
    const [first, last] = await Promise.all([0, pages! - 1].map((at) => sharp(gif, { page: at }).raw().toBuffer()));
    assert.notDeepEqual(first, last);
    const json = JSON.parse((await save("Save JSON", "sf-race.json")).toString());
    assert.equal(json.schema, "sweepfield-data/1");
    assert.equal(json.element, "sf-race");
    assert.equal(json.adapter, "processor, worker");
    const files = json.tables.length === 1 ? {} : unzipSync(await save("Save CSV", "sf-race.zip"));
    for (const { name, columns, rows } of json.tables as { name: string; columns: string[]; rows: unknown[][] }[]) {
      const csv = Object.hasOwn(files, `sf-race-${name}.csv`)
        ? strFromU8(files[`sf-race-${name}.csv`]!)
        : (await save("Save CSV", "sf-race.csv")).toString();
      assert.equal(csv.split("\r\n")[0]!.split(",").length, columns.length);
      assert.equal(csv.split("\r\n").length, rows.length + 2);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

pageTest("an animation can be cancelled, and the panel says so", { path: PATH }, async ({ page }) => {
  await opened(page);
  await press(page, "Save animation (GIF)");
  await until(page, "it is under way", () => {
    const bar = document
      .querySelector("sf-race")!
      .renderRoot.querySelector<HTMLProgressElement>(".tools-panel progress");
    return bar !== null && bar.value > 0;
  });
  await press(page, "Cancel");
  assert.equal(await said(page), "Cancelled.");
});

pageTest(
  "printing: the figure and its tables, nothing else of the page",
  {
    path: PATH,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        window.printed = [];
        window.print = () => void window.printed.push("asked");
      }),
  },
  async ({ page, screenshot }) => {
    await opened(page);
    await press(page, "Print");
    await said(page);
    assert.deepEqual(await page.evaluate(() => window.printed), ["asked"]);
    await page.emulateMediaType("print");
    const shown = await page.evaluate(() => {
      const host = document.documentElement.lastElementChild!;
      return {
        body: getComputedStyle(document.body).display,
        host: getComputedStyle(host).display,
        parts: [...host.shadowRoot!.children].map(({ localName }) => localName),
        controls: host.shadowRoot!.querySelectorAll("button, input, select").length,
      };
    });
    assert.deepEqual([shown.body, shown.host, shown.controls], ["none", "block", 0]);
    assert.equal(shown.parts[0], "svg");
    assert.ok(shown.parts.length > 1 && shown.parts.slice(1).every((part) => part === "table"));
    await screenshot("tools-print");
    await page.emulateMediaType("screen");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).display), "block");
    await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
    assert.equal(await page.evaluate(() => document.documentElement.lastElementChild?.localName), "body");
  },
);

for (const [width, scheme] of [
  ["wide", "dark"],
  ["phone", "light"],
] as const)
  pageTest(
    `presenting: large type over the window, steps by keys, Escape leaves, ${width}`,
    { path: `${PATH}&presenter=1`, width, scheme },
    async ({ page, screenshot, checkAccessibility }) => {
      await allRun(page);
      await until(
        page,
        "the presenter is there",
        () => document.querySelector("sf-race")!.renderRoot.querySelector(".presenter output") !== null,
      );
      const step = () => page.evaluate(() => document.querySelector("sf-race")!.step);
      await page.evaluate(() => document.querySelector("sf-race")!.pause());
      const filled = await page.evaluate(() => {
        const race = document.querySelector("sf-race")!;
        const { left, top, width: w, height: h } = race.getBoundingClientRect();
        return {
          box: [left, top, w, h],
          window: [0, 0, innerWidth, innerHeight],
          size: getComputedStyle(race).fontSize,
          behind: document.querySelector("header")!.inert,
          settings: getComputedStyle(race.renderRoot.querySelector('[part~="settings"]')!).display,
        };
      });
      assert.deepEqual(filled.box, filled.window);
      assert.deepEqual([filled.size, filled.behind, filled.settings], ["20px", true, "none"]);
      const start = await step();
      await page.keyboard.press("PageDown");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("PageUp");
      assert.equal(await step(), start + 1);
      assert.match((await read(page, ".presenter output"))!, new RegExp(`^${start + 1} of 192$`));
      await screenshot(`presenter-${width}-${scheme}`);
      await checkAccessibility();
      assert.equal(await overflow(page), 0);
      await page.keyboard.press("Escape");
      await until(page, "it is left", () => {
        const race = document.querySelector("sf-race")!;
        return !race.presenter && race.renderRoot.querySelector(".presenter") === null;
      });
      const after = await page.evaluate(() => ({
        position: getComputedStyle(document.querySelector("sf-race")!).position,
        behind: document.querySelector("header")!.inert,
        focused: (document.querySelector("sf-race")!.renderRoot as ShadowRoot).activeElement?.className,
      }));
      assert.deepEqual(after, { position: "static", behind: false, focused: "tools-button" });
    },
  );

pageTest(
  "a question comes first: nothing is saved or told before it is answered, then there is a result code",
  { path: `${PATH}&mode=predict`, prepare: clipboard(true) },
  async ({ page, checkAccessibility }) => {
    await opened(page);
    await press(page, "Save CSV");
    assert.match(await said(page), /After your answers/);
    await page.evaluate(() => (document.querySelector("sf-race")!.presenter = true));
    await until(
      page,
      "the presenter is there",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".presenter output") !== null,
    );
    assert.match((await read(page, ".presenter output"))!, /^\d+ of \?$/);
    await page.evaluate(() => (document.querySelector("sf-race")!.presenter = false));

    const focus = (selector: string) =>
      page.evaluate((wanted) => {
        const root = document.querySelector("sf-race")!.renderRoot;
        const lane = root.querySelectorAll("sf-race-lane")[1]!.renderRoot;
        (root.querySelector<HTMLElement>(wanted) ?? lane.querySelector<HTMLElement>(wanted))!.focus();
      }, selector);
    await focus(".predict-number input");
    await page.keyboard.type("17");
    await page.keyboard.press("Enter");
    await focus(".predict-actions button");
    await page.keyboard.press("Enter");
    await focus(".picture");
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await focus(".predict-check");
    await page.keyboard.press("Enter");
    await until(page, "there is a result", () =>
      document
        .querySelector("sf-race")!
        .renderRoot.querySelector(".tools-panel")!
        .textContent!.includes("1 right of 2"),
    );
    await press(page, "Copy result code");
    assert.equal(await said(page), "Copied: the result code.");
    const [code] = await page.evaluate(() => window.copied);
    const { element, state, seed, answers } = decodeResult(code!);
    assert.deepEqual(
      [element, seed, answers],
      [
        "sf-race",
        await page.evaluate(() => document.querySelector("sf-race")!.seed),
        [
          { question: "pipelined-steps", given: 17, right: true },
          { question: "pipelined-next-cells", given: [0], right: false },
        ],
      ],
    );
    const query = new URLSearchParams(state);
    assert.deepEqual([query.get("size"), query.get("depth"), query.get("mode")], ["8", "3", "predict"]);
    await checkAccessibility();
  },
);

pageTest(
  "a link of one of two elements leaves the other's settings alone",
  { path: "test/state.html?right.depth=4", prepare: clipboard(true), expected: /many/ },
  async ({ page }) => {
    await page.evaluate(() => {
      const left = document.querySelector("sf-race")!;
      left.depth = 5;
      left.renderRoot.querySelector<HTMLElement>(".tools-button")!.click();
    });
    await until(
      page,
      "the panel is there",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".tools-panel button") !== null,
    );
    await press(page, "Copy link");
    await said(page);
    const [link] = await page.evaluate(() => window.copied);
    assert.deepEqual([...new URL(link!).searchParams].sort(), [
      ["left.depth", "5"],
      ["right.depth", "4"],
    ]);
  },
);

pageTest(
  "the badge copies the diagnostics with the reason",
  {
    path: "?size=8&depth=3&channels=4",
    prepare: async (page) => {
      await clipboard(true)(page);
      await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, "gpu", { value: undefined }));
    },
  },
  async ({ page, checkAccessibility }) => {
    await allRun(page);
    await page.evaluate(() =>
      document.querySelector("sf-race")!.renderRoot.querySelector<HTMLElement>(".badge")!.focus(),
    );
    await page.keyboard.press("Enter");
    await until(
      page,
      "it says so",
      () =>
        document.querySelector("sf-race")!.renderRoot.querySelector(".badge + output")?.textContent?.trim() ===
        "Diagnostics copied.",
    );
    const [text] = await page.evaluate(() => window.copied);
    assert.match(text!, /why not the GPU: this browser has no WebGPU/);
    await checkAccessibility();
  },
);

const PAGES: Readonly<Record<string, string>> = {
  "adder.html": "sf-adder",
  "complexity.html": "sf-complexity",
  "gradient-flow.html?blocks=6&width=16": "sf-gradient-flow",
  "layer-stack.html?size=8": "sf-layer-stack",
  "lstm.html": "sf-lstm",
  "parameter-count.html": "sf-parameter-count",
  "receptive-field.html": "sf-receptive-field",
  "wavefront.html?height=6&width=6&depth=2": "sf-wavefront",
};

for (const [path, tag] of Object.entries(PAGES))
  pageTest(
    `${tag}: its picture, data and code are saved once it has run`,
    { path, prepare: clipboard(true) },
    async ({ page, screenshot, checkAccessibility }) => {
      const pressIn = (label: string): Promise<string | null> =>
        page.evaluate(
          async (name, wanted) => {
            const root = document.querySelector<HTMLElement>(name)!.shadowRoot!;
            const button = [...root.querySelectorAll<HTMLButtonElement>(".tools button")].find(
              ({ textContent }) => textContent!.trim() === wanted,
            );
            if (!button) return null;
            button.click();
            const text = (part: string) => root.querySelector(`.tools-panel ${part}`)?.textContent?.trim() ?? "";
            for (let i = 0; i < 600; i++) {
              await new Promise((done) => setTimeout(done, 50));
              if (text(".tools-problem") !== "") return text(".tools-problem");
              if (!/^(Working …)?$/.test(text("[role=status]"))) return text("[role=status]");
            }
            return "nothing was said";
          },
          tag,
          label,
        );
      await page.evaluate(async (name) => {
        await customElements.whenDefined(name);
        const element = document.querySelector<HTMLElement & { updateComplete: Promise<boolean> }>(name)!;
        await element.updateComplete;
        element.shadowRoot!.querySelector<HTMLElement>(".tools-button")!.click();
      }, tag);
      let saved = null as string | null;
      for (let i = 0; i < 120 && saved !== `Saved as ${tag}.svg.`; i++) {
        saved = await pressIn("Save SVG");
        await new Promise((done) => setTimeout(done, 250));
      }
      assert.equal(saved, `Saved as ${tag}.svg.`);
      assert.equal(await pressIn("Save PNG"), `Saved as ${tag}.png.`);
      assert.equal(await pressIn("Save JSON"), `Saved as ${tag}.json.`);
      assert.match((await pressIn("Save CSV"))!, new RegExp(`^Saved as ${tag}\\.(csv|zip)\\.$`));
      const code = await pressIn("Copy PyTorch code");
      if (code !== null) {
        assert.equal(code, "Copied: the PyTorch code.");
        assert.match((await page.evaluate(() => window.copied))[0]!, /^(import|from) torch/m);
      }
      await screenshot(`tools-of-${tag}`);
      await checkAccessibility();
    },
  );
