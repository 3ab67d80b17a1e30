/** A page of MyST with the {anywidget} directive: built by mystmd, shown by its themes' renderer. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import assert from "node:assert/strict";
import { answer, askRace, eventually, raced, withPage } from "../page.js";

/** @param {import("../page.js").Project} project */
export async function myst(project) {
  const { folder, run } = project;
  copyFileSync(join(folder, "node_modules/sweepfield/dist/browser/anywidget.js"), join(folder, "anywidget.js"));
  await build({
    entryPoints: [join(folder, "theme/theme.js")],
    outfile: join(folder, "theme/public/theme.js"),
    bundle: true,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  await run("npx", "myst", "build", "--html");
  const html = join(folder, "_build/html");
  assert.ok(existsSync(join(html, "index.html")), "MyST built a page");
  await withPage(project, html, "", async (page) => {
    await raced(page, 3);
    await askRace(page, (race) => void Object.assign(race, { depth: 99, mode: "predict" }));
    await eventually("a value is clamped", () => askRace(page, ({ depth }) => depth === 32));
    await askRace(page, (race) => void (race.depth = 2));
    await raced(page, 2);
    await answer(page);
  });
  return [
    "mystmd built the page of the {anywidget} directive",
    "the renderer of MyST's themes ran the race in its shadow tree",
    "settings and an answer, though the page has no kernel to tell",
    "the page around was a stand-in: MyST's themes come from its own server, which was not asked",
  ];
}
