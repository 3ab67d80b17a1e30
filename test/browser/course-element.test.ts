import assert from "node:assert/strict";
import { pageTest, until } from "./harness.js";

const path = "test/course.html";
const HAS_RUN = (): boolean => document.querySelector("sf-race")?.results.length === 4;

pageTest(
  "what a page sets holds for all its elements, an element's own attribute for itself",
  { path },
  async ({ page, checkAccessibility }) => {
    await until(page, "the race has run", HAS_RUN);
    await checkAccessibility();
    const found = await page.evaluate(() => {
      const race = document.querySelector("sf-race")!;
      const count = document.querySelector("sf-parameter-count")!;
      return [race.answers, race.seed, count.answers];
    });
    assert.deepEqual(found, ["hidden", 7, "shown"]);
  },
);

pageTest("hidden parts are not there, and all others are", { path }, async ({ page }) => {
  await until(page, "the race has run", HAS_RUN);
  const shown = await page.evaluate(() => {
    const root = document.querySelector("sf-race")!.shadowRoot!;
    return Object.fromEntries(
      ["settings", "timeline", "lane", "lanes"].map((part) => [
        part,
        [...root.querySelectorAll(`[part~="${part}"]`)].some((node) => node.checkVisibility()),
      ]),
    );
  });
  assert.deepEqual(shown, { settings: false, timeline: false, lane: true, lanes: true });
});

pageTest(
  "neither a link nor a control nor a preset changes what is locked; the page itself does",
  { path: `${path}?race.depth=5&race.seed=9&race.size=5` },
  async ({ page }) => {
    await until(page, "the race has run", HAS_RUN);
    const found = await page.evaluate(async () => {
      const race = document.querySelector("sf-race")!;
      const root = race.shadowRoot!;
      const notices = [...root.querySelectorAll(".notice")].map(({ textContent }) => textContent!.trim().split(";")[0]);
      const disabled = root.querySelector<HTMLInputElement>("#depth")!.disabled;
      const open = root.querySelector<HTMLInputElement>("#channels")!.disabled;
      const before = [race.depth, race.seed, race.size];
      race.depth = 3;
      const after = race.depth;
      race.setAttribute("depth", "4");
      const byPage = race.depth;
      race.removeAttribute("lock");
      await race.updateComplete;
      race.depth = 3;
      return { before, after, byPage, unlocked: race.depth, disabled, open, notices };
    });
    assert.deepEqual(found.before, [2, 7, 5]);
    assert.deepEqual([found.after, found.byPage, found.unlocked], [2, 4, 3]);
    assert.deepEqual([found.disabled, found.open], [true, false]);
    assert.deepEqual(
      found.notices.filter((notice) => notice?.includes("fixed on this page")),
      ["depth is fixed on this page", "seed is fixed on this page"],
    );
  },
);

pageTest("a lock that holds nothing is said", { path }, async ({ page }) => {
  await until(page, "the race has run", HAS_RUN);
  const notices = await page.evaluate(async () => {
    const race = document.createElement("sf-race");
    race.setAttribute("lock", "depth sede");
    document.querySelector("main")!.append(race);
    await race.updateComplete;
    return [...race.shadowRoot!.querySelectorAll(".notice")].map((node) => node.textContent!.trim().split(";")[0]);
  });
  assert.deepEqual(
    notices.filter((notice) => notice!.startsWith("lock")),
    ['lock names "sede" in the attributes of sf-race'],
  );
});

/** What stands on paper of what could be opened, and of what only a screen is for. */
for (const [file, tag, table, hasRun] of [
  [
    "complexity.html",
    "sf-complexity",
    ".detail details table",
    () => document.querySelector("sf-complexity")!.shown !== null,
  ],
  [
    "gradient-flow.html?blocks=4&width=32&batch=32&seeds=1",
    "sf-gradient-flow",
    ".data table",
    () =>
      !document.querySelector("sf-gradient-flow")!.busy && document.querySelector("sf-gradient-flow")!.runs.length > 0,
  ],
] as const)
  pageTest(`${tag} on paper: its tables without being opened, no controls`, { path: file }, async ({ page }) => {
    await until(page, "it has run", hasRun);
    const seen = () =>
      page.evaluate(
        (element, tables) => {
          const root = document.querySelector(element)!.shadowRoot!;
          const isSeen = (node: Element): boolean => node.checkVisibility();
          return [tables, "[part~=settings]", "button"].map((part) => [...root.querySelectorAll(part)].some(isSeen));
        },
        tag,
        table,
      );
    assert.deepEqual(await seen(), [false, true, true]);
    await page.emulateMediaType("print");
    assert.deepEqual(await seen(), [true, false, false]);
  });

pageTest("a German page is spoken to in German, from the first paint on", { path }, async ({ page, screenshot }) => {
  await until(page, "the race has run", HAS_RUN);
  const said = await page.evaluate(() =>
    ["sf-race", "sf-parameter-count"].map((tag) =>
      document.querySelector(tag)!.shadowRoot!.querySelector(".tools-button")!.textContent!.trim(),
    ),
  );
  assert.deepEqual(said, ["Teilen, sichern, vorführen", "Teilen, sichern, vorführen"]);
  await screenshot("course-german");
});
