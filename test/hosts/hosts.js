/** What is built and asked of each host; each gives back what was found true, in words. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, raced, racedOnProcessor, until, withOwnServer, withPage } from "./page.js";
import { jupyter } from "./jupyter/check.js";
import { jupyterBook } from "./jupyter-book/check.js";
import { marimo } from "./marimo/check.js";
import { myst } from "./myst/check.js";
import { revealjs } from "./revealjs/check.js";
import { shortcodePage } from "./quarto/shortcode.js";

/** @typedef {import("./page.js").Project} Project */
/** @typedef {import("./page.js").Page} Page */

/** Built by Vite, with types checked by tsc. @param {Project} project */
async function react(project) {
  await project.run("npx", "tsc");
  await project.run("npx", "vite", "build");
  const onProcessor = await withPage(project, join(project.folder, "dist"), "", async (page) => {
    await raced(page, 3);
    await page.click("button");
    await until(page, "the property is set", () => document.querySelector("sf-race")?.depth === 4);
    await raced(page, 4);
    await answer(page);
    await until(page, "the event was heard", () => /[01] right of 1/.test(document.body.textContent ?? ""));
    return racedOnProcessor(page);
  });
  return ["types checked", "built by Vite", "the race ran", "a property was set", "an event was heard", onProcessor];
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

const SERVED = ["rendered on the server with its content", "hydrated without a complaint", "the race ran"];
const SERVED_TAG = /<sf-race size="8"[^>]*>.*a pipelined MDRNN/s;

/** @param {Project} project */
async function vitepress(project) {
  await project.run("npx", "vitepress", "build");
  const folder = join(project.folder, ".vitepress/dist");
  assert.match(readFileSync(join(folder, "index.html"), "utf8"), SERVED_TAG);
  await withPage(project, folder, "", (page) => raced(page, 3));
  return SERVED;
}

/** The race runs, also on the processor. @param {Page} page */
async function racedBothWays(page) {
  await raced(page, 3);
  return racedOnProcessor(page);
}

/** @param {Project} project */
async function docusaurus(project) {
  await project.run("npx", "docusaurus", "build");
  const folder = join(project.folder, "build");
  assert.match(readFileSync(join(folder, "index.html"), "utf8"), SERVED_TAG);
  return [...SERVED, await withPage(project, folder, "", racedBothWays)];
}

/** The page that a host's own server renders when it is asked for it. @param {Page} page @param {string} url */
async function renderedPage(page, url) {
  assert.match(await (await fetch(url)).text(), SERVED_TAG);
  return racedBothWays(page);
}

/** @param {Project} project */
async function astro(project) {
  await project.run("npx", "astro", "build");
  const start = (/** @type {string} */ port) => ({
    argv: ["dist/server/entry.mjs"],
    env: { HOST: "127.0.0.1", PORT: port },
  });
  return [...SERVED, await withOwnServer(project, start, renderedPage)];
}

/** @param {Project} project */
async function next(project) {
  await project.run("npx", "next", "build");
  const start = (/** @type {string} */ port) => ({
    argv: ["node_modules/next/dist/bin/next", "start", "--port", port, "--hostname", "127.0.0.1"],
  });
  return ["types checked", ...SERVED, await withOwnServer(project, start, renderedPage)];
}

/** @param {Project} project */
async function quarto(project) {
  assert.match(await shortcodePage(project.folder, "latex"), /pipelined\s+MDRNN/);
  writeFileSync(join(project.folder, "page.html"), await shortcodePage(project.folder, "html"));
  cpSync(
    join(project.folder, "node_modules/sweepfield/dist/browser/sweepfield.js"),
    join(project.folder, "sweepfield.js"),
  );
  await withPage(project, project.folder, "page.html", (page) => raced(page, 3));
  return [
    "Pandoc made the page, with the shortcode in its Lua; Quarto's own tables were stubbed, no Quarto was there",
    "the page ran the race",
    "in LaTeX the fallback text stands there",
  ];
}

/** @typedef {(project: Project) => Promise<string[]>} OpenHost */

/** @type {Readonly<Record<string, OpenHost>>} */
export const HOSTS = {
  package: freshProject,
  "react-19": react,
  "react-18": react,
  vitepress,
  docusaurus,
  astro,
  next,
  revealjs,
  quarto,
  jupyter,
  marimo,
  "jupyter-book": jupyterBook,
  myst,
};
