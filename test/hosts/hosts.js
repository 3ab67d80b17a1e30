/** What is built and asked of each host; each gives back what was found true, in words. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, raced, racedOnProcessor, until, withPage } from "./page.js";
import { revealjs } from "./revealjs/check.js";
import { shortcodePage } from "./quarto/shortcode.js";

/** @typedef {import("./page.js").Project} Project */

/** Built by Vite, with types checked by tsc. @param {Project} project */
async function react(project) {
  await project.run("npx", "tsc");
  await project.run("npx", "vite", "build");
  let driver = "";
  await withPage(project, join(project.folder, "dist"), "", async (page) => {
    await raced(page, 3);
    await page.click("button");
    await until(page, "the property is set", () => document.querySelector("sf-race")?.depth === 4);
    await raced(page, 4);
    await answer(page);
    await until(page, "the event was heard", () => /[01] right of 1/.test(document.body.textContent ?? ""));
    driver = await racedOnProcessor(page);
  });
  return [
    "types checked",
    "built by Vite",
    "the race ran",
    "a property was set",
    "an event was heard",
    `the processor ran the race too, by ${driver}`,
  ];
}

/** @param {Project} project */
async function freshProject(project) {
  const names = JSON.parse(await project.run("node", "use.mjs"));
  await project.run("npx", "tsc");
  await withPage(project, project.folder, "index.html", (page) => raced(page, 3));
  return [
    `the root and ${names.length} elements imported in Node`,
    "types checked, those of every declaration too",
    "a page with node_modules/sweepfield/dist/browser/race.js ran the race",
  ];
}

/** @param {Project} project */
async function vitepress(project) {
  await project.run("npx", "vitepress", "build");
  const folder = join(project.folder, ".vitepress/dist");
  assert.match(readFileSync(join(folder, "index.html"), "utf8"), /<sf-race size="8"[^>]*>.*a pipelined MDRNN/s);
  await withPage(project, folder, "", (page) => raced(page, 3));
  return ["rendered on the server with its content", "hydrated without a complaint", "the race ran"];
}

/** @param {Project} project */
async function quarto(project) {
  const { html, elsewhere } = await shortcodePage(project.folder);
  assert.match(elsewhere, /pipelined MDRNN/);
  writeFileSync(join(project.folder, "page.html"), html);
  cpSync(
    join(project.folder, "node_modules/sweepfield/dist/browser/sweepfield.js"),
    join(project.folder, "sweepfield.js"),
  );
  await withPage(project, project.folder, "page.html", (page) => raced(page, 3));
  return [
    "the shortcode ran in Lua (fengari) with Quarto's tables stubbed; no Quarto was there",
    "its HTML ran the race",
  ];
}

/** @typedef {(project: Project) => Promise<string[]>} OpenHost */

/** @type {Readonly<Record<string, OpenHost>>} */
export const HOSTS = {
  package: freshProject,
  "react-19": react,
  "react-18": react,
  vitepress,
  revealjs,
  quarto,
};
