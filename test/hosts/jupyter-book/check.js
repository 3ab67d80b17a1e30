/**
 * A book of Jupyter Book 1: built by what it is made of, Sphinx with MyST's parser and the Sphinx Book Theme, from the example's own
 * files. Needs a python3 that has these three.
 */
import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import yaml from "js-yaml";
import { askRace, eventually, raced, raceSteps, withPage } from "../page.js";

/** @typedef {import("../page.js").Page} Page */
/** @typedef {import("../page.js").Project} Project */

const MODULES = ["sphinx", "myst_parser", "sphinx_book_theme"];
const ASK = `import json, ${MODULES}; print(json.dumps([module.__version__ for module in (${MODULES})]))`;

/** A python3 with Sphinx and its two parts; Debian's packages are seen by Debian's own alone. @param {Project} project */
async function findSphinx({ run }) {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const said = await run(python, "-c", ASK).catch(() => null);
    if (said !== null) return { python, versions: /** @type {string[]} */ (JSON.parse(said)) };
  }
  throw new Error(
    `no python3 has ${MODULES.join(", ")}; run apt-get install python3-sphinx python3-myst-parser python3-sphinx-book-theme, or pip install "jupyter-book<2"`,
  );
}

/** What the guide has its reader copy. @param {string} folder */
function copyScripts(folder) {
  const dist = join(folder, "node_modules/sweepfield/dist");
  copyFileSync(join(dist, "browser/sweepfield.js"), join(folder, "_static/sweepfield.js"));
  for (const name of ["embed.html", "embed.css", "embed.js", "page.css", "icon.svg", "browser"])
    cpSync(join(dist, "www", name), join(folder, "extra/sweepfield", name), { recursive: true });
}

/**
 * Jupyter Book's half: _config.yml becomes the configuration of Sphinx, with every script of _static named in it, and _toc.yml a
 * table of contents on the first page.
 * @param {string} folder
 */
function configure(folder) {
  const read = (/** @type {string} */ name) => /** @type {any} */ (yaml.load(readFileSync(join(folder, name), "utf8")));
  const { title, sphinx } = read("_config.yml");
  const { root, chapters } = read("_toc.yml");
  const config = {
    extensions: ["myst_parser"],
    html_theme: "sphinx_book_theme",
    html_title: title,
    root_doc: root,
    exclude_patterns: ["_build", "node_modules"],
    html_static_path: ["_static"],
    html_js_files: readdirSync(join(folder, "_static")).sort(),
    ...sphinx.config,
  };
  writeFileSync(join(folder, "conf.json"), JSON.stringify(config));
  writeFileSync(join(folder, "conf.py"), 'import json\n\nglobals().update(json.load(open("conf.json")))\n');
  const files = chapters.map((/** @type {{ file: string }} */ { file }) => file);
  appendFileSync(join(folder, `${root}.md`), `\n\`\`\`{toctree}\n:hidden:\n\n${files.join("\n")}\n\`\`\`\n`);
}

/** The page's tag and its frame have raced, and the frame is as high as it said. @param {Page} page @param {number} depth */
async function racedTwice(page, depth) {
  await raced(page, depth);
  const iframe = (await page.$("iframe")) ?? assert.fail("there is no frame");
  await iframe.scrollIntoView();
  const frame = await iframe.contentFrame();
  await eventually("the frame has raced", () =>
    frame.evaluate(() => {
      const race = /** @type {import("../page.js").SfRace | null} */ (document.querySelector("sf-race"));
      return race?.results?.length === 4 && !race.busy;
    }),
  );
  const steps = await frame.$eval("sf-race", (race) =>
    /** @type {import("../page.js").SfRace} */ (race).results.map((result) => result.steps),
  );
  assert.deepEqual(steps, raceSteps(depth));
  const height = () => frame.evaluate(() => document.querySelector("main")?.getBoundingClientRect().bottom ?? 0);
  await eventually("the frame has its height", async () => {
    const given = await iframe.evaluate(({ clientHeight }) => clientHeight);
    return given !== 600 && given >= (await height());
  });
}

/** @param {Project} project */
export async function jupyterBook(project) {
  const { folder, run } = project;
  const { python, versions } = await findSphinx(project);
  copyScripts(folder);
  configure(folder);
  const html = join(folder, "_build/html");
  await run(python, "-m", "sphinx", "-W", "-q", "-b", "html", ".", html);
  assert.ok(existsSync(join(html, "lectures/lesson.html")));
  await withPage(project, html, "intro.html", async (page) => {
    await racedTwice(page, 3);
    await askRace(page, (race) => void (race.depth = 4));
    await raced(page, 4);
    await Promise.all([
      page.waitForNavigation(),
      page.$eval('nav a[href="lectures/lesson.html"]', (link) => link.click()),
    ]);
    await racedTwice(page, 2);
  });
  const [sphinx, parser, theme] = versions;
  return [
    `Sphinx ${sphinx} with myst-parser ${parser} and sphinx-book-theme ${theme} built the book without a warning`,
    "the race ran by its tag and in a frame that has the height it posted, and a property was set",
    "so it did on a page in a folder, to which the book's own contents led",
    "the command of Jupyter Book 1, sphinx-external-toc and myst-nb were not there: _config.yml and _toc.yml were translated",
  ];
}
