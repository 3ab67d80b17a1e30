/** The notebook of the guide in marimo: its own front end, with server.js in place of `marimo run`, which is Python. */
import assert from "node:assert/strict";
import { answer, askRace, eventually, raced, until, withOwnServer } from "../page.js";

/** Packed, as one of its dependencies is on no registry; it is built, and needs none. */
const FRONT_END = "@marimo-team/frontend";
const VERSION = "0.24.2";
const INTEGRITY = "sha512-9qjLOCJn03omUyBTpi4amN8So45IDAGm1lU6XsQn3iuYDcvzFcwFels26a0I/izW0wZG3MbYhndVGUABELNTUw==";

/** It preloads the pictures of a lost connection. */
const ITS_OWN = /^The resource \S+\.png was preloaded using link preload but not used/;

/** The second cell's output: race.value["depth"]. @param {number | string} depth */
const showsDepth = (depth) =>
  [...document.querySelectorAll("pre")].some(({ textContent }) => textContent === String(depth));

/** @param {import("../page.js").Project} project */
export async function marimo(project) {
  const { run } = project;
  const [{ integrity, filename }] = JSON.parse(await run("npm", "pack", "--json", `${FRONT_END}@${VERSION}`));
  assert.equal(integrity, INTEGRITY);
  await run("tar", "-xzf", filename);

  await withOwnServer(
    project,
    (port) => ({ argv: ["server.js"], env: { PORT: port } }),
    async (page, url) => {
      const python = async (/** @type {RequestInit} */ given = {}) =>
        (await fetch(new URL("python", url), given)).json();
      await raced(page, 3);
      await until(page, "the other cell shows the depth", showsDepth, 3);
      await askRace(page, (race) => void Object.assign(race, { depth: 4, mode: "predict" }));
      await raced(page, 4);
      await until(page, "the other cell has run again", showsDepth, 4);
      await answer(page);
      await eventually("Python has the answer", async () => (await python()).responses.length === 1);
      const { depth, responses } = await python();
      assert.deepEqual([depth, responses[0].given], [4, 3]);
      await python({ method: "POST", body: JSON.stringify({ depth: 2 }) });
      await raced(page, 2);

      await page.goto(new URL("export", url).href, { waitUntil: "load" });
      await raced(page, 2);
      await askRace(page, (race) => void (race.depth = 5));
      await raced(page, 5);
    },
    ITS_OWN,
  );
  return [
    `marimo's front end ${VERSION} ran the notebook: its cell showed the race`,
    "a property that the page set and an answer reached the kernel's side, and one that was set there reached the page",
    "in the page of an export, which has no kernel, the race ran and a property was set",
    "marimo's Python half, which npm has not, was a stand-in of the same wire format, for these two cells alone",
  ];
}
