/** What every element owes readers who read from right to left, point with a finger, zoom, or need other colours. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest, until } from "./harness.js";
import {
  cutTexts,
  forceColours,
  forcedAway,
  overflow,
  readingRightToLeft,
  rightToLeft,
  smallTargets,
  torn,
} from "./reading.js";

type Tag = keyof HTMLElementTagNameMap & `sf-${string}`;

interface Figure {
  readonly tag: Tag;
  /** Distinguishes the views of an element. */
  readonly view?: string;
  readonly path: string;
  /** Runs in the page: everything has run. */
  readonly ready: () => boolean;
  /** Where its clock stands. */
  readonly step?: number;
  /** There once all details are open. */
  readonly opened?: string;
  /** What keeps its direction beside pictures, formulas and cells of tables. */
  readonly kept?: string;
  /** Scrolls by another way, or is a stage of its own. */
  readonly mayCut?: string;
  /** Runs in the page, which reads from right to left: what stands on the wrong side. */
  readonly astray?: () => readonly string[];
  /** Runs in the page, in forced colours: what can't be seen any more. */
  readonly lost?: () => readonly string[];
}

const LSTM_VIEWS = ["values", "derivation", "forget", "units"] as const;
const SAMPLER_VIEWS = ["methods", "models", "training", "completion"] as const;
const SMALL = "height=6&width=7&depth=3&channels=3&first=3&weights=untrained&images=40&steps=9";

const FIGURES: readonly Figure[] = [
  {
    tag: "sf-race",
    path: "",
    ready: () => {
      const race = document.querySelector("sf-race");
      return race?.results?.length === 4 && !race.busy;
    },
    step: 23,
    opened: ".times",
    astray: () => {
      const root = document.querySelector("sf-race")!.renderRoot;
      const chart = root.querySelector(".chart")!.getBoundingClientRect();
      const ticks = [...root.querySelectorAll(".chart text")].filter((text) => {
        const { left, right } = text.getBoundingClientRect();
        return left < chart.left - 1 || right > chart.right + 1;
      });
      const ends = [...root.querySelectorAll(".ramp-ends span")].map((end) => end.getBoundingClientRect().left);
      return [
        ...ticks.map((tick) => `tick ${tick.textContent}`),
        ...(ends.length === 3 && ends[0]! < ends[2]! ? [] : ["the ends of the ramp"]),
      ];
    },
  },
  {
    tag: "sf-wavefront",
    path: "wavefront.html?lanes=8",
    ready: () => {
      const element = document.querySelector("sf-wavefront");
      return element !== null && !element.busy && element.sweep !== null;
    },
    step: 9,
    opened: ".steps-table",
    kept: ".neighbours dd, .utilisation",
    astray: () => {
      const root = document.querySelector("sf-wavefront")!.renderRoot;
      const [image, first] = [...root.querySelectorAll(".picture")].map((picture) => picture.getBoundingClientRect());
      const columns = [...root.querySelector(".map-table")!.querySelectorAll("thead th")].map(
        (head) => head.getBoundingClientRect().left,
      );
      return [
        ...(image!.left < first!.left || image!.top < first!.top ? [] : ["the image, right of the first map"]),
        ...(columns.every((left, i) => i === 0 || left > columns[i - 1]!) ? [] : ["the columns of the map's table"]),
      ];
    },
    // what has not run is hatched behind the canvas
    lost: () => {
      const map = document.querySelector("sf-wavefront")!.renderRoot.querySelector("canvas[data-map='0']")!;
      return getComputedStyle(map).backgroundImage.startsWith("repeating-linear-gradient") ? [] : ["the hatching"];
    },
  },
  {
    tag: "sf-receptive-field",
    path: "receptive-field.html",
    ready: () => {
      const field = document.querySelector("sf-receptive-field");
      return (
        field !== null &&
        !field.busy &&
        field.measured !== null &&
        field.renderRoot.querySelector(".multiples") !== null
      );
    },
    opened: "details table",
  },
  {
    tag: "sf-layer-stack",
    path: "layer-stack.html",
    ready: () => {
      const stack = document.querySelector("sf-layer-stack");
      return stack !== null && !stack.busy && stack.cone.length > 0 && stack.renderRoot.querySelector(".how") !== null;
    },
    mayCut: "div.stage",
    astray: () => {
      const root = document.querySelector("sf-layer-stack")!.renderRoot;
      const stage = root.querySelector(".stage")!.getBoundingClientRect();
      return [...root.querySelectorAll(".labels span")].flatMap((label) => {
        const { left, right } = label.getBoundingClientRect();
        const isInPlace = left > stage.left + stage.width / 2 && right <= stage.right;
        return isInPlace ? [] : [`${label.textContent}: ${left} to ${right} of ${stage.left} to ${stage.right}`];
      });
    },
  },
  {
    tag: "sf-complexity",
    path: "complexity.html",
    ready: () => {
      const element = document.querySelector("sf-complexity");
      return (
        element !== null &&
        element.values !== null &&
        !element.busy &&
        element.renderRoot.querySelector("details") !== null
      );
    },
    opened: "details[open] table",
  },
  {
    tag: "sf-adder",
    path: "adder.html?preset=unit-3-strict&a=7&b=7&bits=4&at=3",
    ready: () => {
      const element = document.querySelector("sf-adder");
      return element !== null && !element.busy && element.ripple !== null;
    },
    opened: ".failing",
    kept: ".sum, .map",
    lost: () => {
      const root = document.querySelector("sf-adder")!.renderRoot;
      const cross = root.querySelectorAll(".sum tr.output .wrong-mark");
      return cross.length > 0 && /✗/.test(root.querySelector(".pairs-line .done")!.textContent ?? "")
        ? []
        : ["the marks of what is wrong"];
    },
  },
  ...LSTM_VIEWS.map((view): Figure => ({
    tag: "sf-lstm",
    view,
    path: `lstm.html?view=${view}`,
    ready: () => {
      const element = document.querySelector("sf-lstm");
      return element !== null && !element.busy && element.shown?.view === element.view;
    },
    step: 6,
    opened: "details table",
    kept: ".cells",
    lost: () => {
      const cell = document.querySelector("sf-lstm")!.renderRoot.querySelector(".cells td.now");
      return !cell || getComputedStyle(cell).boxShadow !== "none" ? [] : ["the mark of what is computed now"];
    },
  })),
  {
    tag: "sf-parameter-count",
    path: "parameter-count.html",
    ready: () => {
      const element = document.querySelector("sf-parameter-count");
      return element !== null && element.count !== null;
    },
    opened: "details[open] dl",
    kept: ".net ol, .mirror",
  },
  {
    tag: "sf-gradient-flow",
    path: "gradient-flow.html?blocks=30&width=32&batch=64&seeds=1",
    ready: () => {
      const element = document.querySelector("sf-gradient-flow");
      return element !== null && !element.busy && element.runs.length === 6;
    },
    opened: "details table",
  },
  ...SAMPLER_VIEWS.map((view): Figure => ({
    tag: "sf-sampler",
    view,
    path: `sampler.html?view=${view}&${SMALL}`,
    ready: () => {
      const element = document.querySelector("sf-sampler");
      return element !== null && !element.busy && element.shown?.view === element.view;
    },
    step: 5,
    opened: "[part=tables] :is(table, p:not(:empty))",
  })),
];

/** The element has run, its clock stands, and whatever can be opened is open. */
async function show(page: Page, { tag, ready, step, opened }: Figure): Promise<void> {
  await until(page, "all has run", ready, 120);
  await page.evaluate(
    async (name, target) => {
      const element = document.querySelector(name) as HTMLElementTagNameMap["sf-sampler"];
      await element.updateComplete;
      for (const details of element.renderRoot.querySelectorAll("details")) details.open = true;
      if (target === null) return;
      element.pause();
      element.step = target;
    },
    tag,
    step ?? null,
  );
  const end = performance.now() + 30_000;
  while (opened !== undefined && !(await page.evaluate(isThere, tag, opened)))
    assert.ok(performance.now() < end, `within 30 s: ${opened} is there`);
  await rested(page, tag);
}

const isThere = (tag: string, selector: string): boolean =>
  document.querySelector(tag)!.shadowRoot!.querySelector(selector) !== null;

/** Sizes that changed have been drawn. */
const rested = (page: Page, tag: Tag): Promise<void> =>
  page.evaluate(async (name) => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await (document.querySelector(name) as HTMLElementTagNameMap["sf-sampler"]).updateComplete;
  }, tag);

/** A window of another size, read in both directions. */
async function fits(page: Page, tag: Tag, width: number): Promise<void> {
  await page.setViewport({ width, height: 450 });
  for (const direction of ["rtl", "ltr"]) {
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    await rested(page, tag);
    assert.equal(await overflow(page), 0, `${width} pixels wide, ${direction}, nothing scrolls sideways`);
  }
}

for (const figure of FIGURES) {
  const { tag, view, path, kept, mayCut, astray, lost } = figure;
  const name = [tag.slice(3), view].filter(Boolean).join("-");
  for (const width of ["wide", "phone"] as const)
    pageTest(
      `${name}, ${width}: from right to left nothing is cut and pictures keep their sides, targets are large enough, ${width === "wide" ? "200 %" : "320 pixels"} fit`,
      { path, prepare: rightToLeft, width, reducedMotion: true },
      async ({ page, screenshot, checkAccessibility }) => {
        await show(page, figure);
        assert.equal(await overflow(page), 0, "nothing scrolls sideways");
        assert.deepEqual(
          (await cutTexts(page, tag)).filter((cut) => mayCut === undefined || !cut.startsWith(mayCut)),
          [],
          "nothing is cut",
        );
        assert.deepEqual(await readingRightToLeft(page, tag, kept), [], "pictures and numbers keep their direction");
        assert.deepEqual(await torn(page, tag), [], "sentences end at their end, on the side of the page");
        if (astray) assert.deepEqual(await page.evaluate(astray), [], "all stand on their side");
        assert.deepEqual(await smallTargets(page, tag), [], "targets have 24 × 24 pixels at least");
        if (width === "wide") {
          await checkAccessibility();
          await screenshot(`${name}-rtl`);
        }
        await fits(page, tag, width === "wide" ? 640 : 320);
      },
    );
  pageTest(
    `${name}: forced colours take nothing away`,
    { path, prepare: forceColours, reducedMotion: true },
    async ({ page, screenshot, checkAccessibility }) => {
      await show(page, figure);
      assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
      assert.deepEqual(await forcedAway(page, tag), [], "what is told by a colour keeps it");
      if (lost) assert.deepEqual(await page.evaluate(lost), [], "what is told by a mark keeps it");
      await checkAccessibility();
      await screenshot(`${name}-forced-colours`);
    },
  );
}
