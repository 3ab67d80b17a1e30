import type { Frame, Page } from "puppeteer";
import type { LaneResult } from "../../src/elements/race/run.js";
import { until } from "./harness.js";

/** What stands on screen, read out of the shadow trees: as a reader would, not from the element's state. */
export interface Screen {
  readonly titles: readonly string[];
  readonly counts: readonly number[];
  readonly totals: readonly number[];
  readonly formulas: readonly number[];
  readonly checks: readonly string[];
  readonly done: readonly boolean[];
  readonly dispatches: readonly string[];
  readonly own: readonly string[];
  readonly subtitles: readonly string[];
}

export const readScreen = (page: Page): Promise<Screen> =>
  page.evaluate(() => {
    const lanes = [...document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")].map(
      (lane) => lane.renderRoot,
    );
    const texts = (selector: string) => lanes.map((root) => root.querySelector(selector)?.textContent?.trim() ?? "");
    return {
      titles: texts("h2"),
      counts: texts(".count").map(Number),
      totals: texts(".of b").map(Number),
      formulas: texts(".formula .live").map(Number),
      checks: texts(".check [aria-hidden]"),
      done: texts(".done").map((text) => text === "done"),
      dispatches: texts(".facts span"),
      own: texts(".own b"),
      subtitles: texts("header p"),
    };
  });

export const results = (page: Page): Promise<readonly LaneResult[]> =>
  page.evaluate(() => [...document.querySelector("sf-race")!.results]);

export const allRun = (page: Page | Frame): Promise<void> =>
  until(
    page,
    "all four lanes have run",
    () => {
      const race = document.querySelector("sf-race");
      return race?.results?.length === 4 && !race.busy;
    },
    120,
  );

export const goTo = async (page: Page, step: number): Promise<void> => {
  await page.evaluate(async (target) => {
    const race = document.querySelector("sf-race")!;
    race.pause();
    race.step = target;
    await race.updateComplete;
    await Promise.all([...race.renderRoot.querySelectorAll("sf-race-lane")].map((lane) => lane.updateComplete));
  }, step);
};

/** Answers the first question, once it is asked, with 3. */
export const answerFirst = (page: Page | Frame): Promise<void> =>
  page.evaluate(async () => {
    const race = document.querySelector("sf-race")!;
    while (!race.renderRoot.querySelector(".predict input")) await new Promise((done) => setTimeout(done, 50));
    const input = race.renderRoot.querySelector<HTMLInputElement>(".predict input")!;
    input.value = "3";
    input.dispatchEvent(new Event("input"));
    await race.updateComplete;
    race.renderRoot.querySelector<HTMLButtonElement>(".predict-check")!.click();
  });
