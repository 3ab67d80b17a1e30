/** A notebook in JupyterLab: the widget is shown, and Python and the page follow each other. Needs python3, and pip's index. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answer, askRace, eventually, raced, withOwnServer } from "../page.js";
import { installExtension } from "./extension.js";

const CELLS = [
  'from sweepfield import Sweepfield\nrace = Sweepfield("race", size=8, depth=3, channels=4, mode="predict")\nrace',
  "race.depth = 4",
  'print("Python has", race.depth, race.channels, [given["given"] for given in race.responses])',
];

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
  cells: CELLS.map((source, i) => ({
    id: `cell-${i}`,
    cell_type: "code",
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  })),
};

/** It asks its own server for nothing. */
const QUIET = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };

const CELL = ".jp-Notebook .jp-Cell";

/** What JupyterLab itself has to say on a page without extensions. */
const ITS_OWN = /\(http:\/\/127\.0\.0\.1:\d+\/(static\/lab|api)\//;

/** @param {import("../page.js").Project} project */
export async function jupyter(project) {
  const { folder, run } = project;
  const python = join(folder, "venv/bin/python");
  await run("python3", "-m", "venv", "venv");
  // an index that does not answer is one of several
  await run(python, "-m", "pip", "install", "--quiet", "--retries", "0", "jupyterlab", "ipywidgets");
  const version = installExtension(
    join(folder, "node_modules/anywidget"),
    join(folder, "venv/share/jupyter/labextensions"),
  );
  const settings = join(folder, "venv/share/jupyter/lab/settings");
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, "overrides.json"), JSON.stringify(QUIET));
  copyFileSync(join(folder, "node_modules/sweepfield/dist/browser/anywidget.js"), join(folder, "anywidget.js"));
  writeFileSync(join(folder, "lesson.ipynb"), JSON.stringify(notebook));
  const installed = await run(python, "-m", "pip", "list", "--format", "json");
  const versionOf = (/** @type {string} */ name) =>
    JSON.parse(installed).find((/** @type {{ name: string }} */ entry) => entry.name === name)?.version;

  await withOwnServer(
    project,
    (port) => ({
      command: python,
      argv: `-m jupyterlab --no-browser --allow-root --ip=127.0.0.1 --port=${port} --IdentityProvider.token=`
        .split(" ")
        .concat(`--ServerApp.root_dir=${folder}`),
      path: "lab/tree/lesson.ipynb",
      env: {
        JUPYTER_CONFIG_DIR: join(folder, "config"),
        JUPYTER_DATA_DIR: join(folder, "data"),
        IPYTHONDIR: join(folder, "ipython"),
      },
    }),
    async (page) => {
      await eventually("the notebook is open", () => page.$(CELL));
      const hasRun = (/** @type {number} */ cell) =>
        page.$$eval(
          CELL,
          (all, i) => /\[\d+\]/.test(all[i]?.querySelector(".jp-InputPrompt")?.textContent ?? ""),
          cell,
        );
      // JupyterLab drops what is to be run while the kernel connects
      const runCell = (/** @type {number} */ cell) =>
        eventually(`cell ${cell} has run`, async () => {
          await (await page.$$(`${CELL} .cm-content`))[cell]?.click();
          await page.click('[data-command="notebook:run-cell-and-select-next"]');
          await sleep(2000);
          return hasRun(cell);
        });
      await runCell(0);
      await raced(page, 3);
      await answer(page);
      await runCell(1);
      await raced(page, 4);
      await askRace(page, (race) => void (race.channels = 2));
      await sleep(1000);
      await runCell(2);
      const printed = await page.$$eval(CELL, (all) =>
        all[2]?.querySelector(".jp-OutputArea-output")?.textContent?.trim(),
      );
      assert.equal(printed, "Python has 4 2 [3]");
    },
    ITS_OWN,
  );
  return [
    `a notebook in JupyterLab ${versionOf("jupyterlab")} with ipywidgets ${versionOf("ipywidgets")} showed the race`,
    "Python set a property, the page set one, and Python has the answer",
    `anywidget's front end is that of npm, ${version}; its Python half, which npm has not, was a stand-in of the same wire format`,
  ];
}
