/** What a page says in numbers and formulas: computed when dist/ is built, by the code that the page is about. */
import { escape } from "./html.js";
import { mathmlOf } from "./tex.js";

/** @typedef {number | bigint | string} Value */
/** @typedef {{ numbers?: Readonly<Record<string, Value>>, rows?: Readonly<Record<string, readonly (readonly Value[])[]>> }} Computed by name; the first cell of a row is its heading */

/** @param {Value} value */
const shown = (value) => (typeof value === "string" ? value : value.toLocaleString("en-US"));

/**
 * @template T
 * @param {Readonly<Record<string, T>> | undefined} table
 * @param {string} name
 * @param {string} file
 * @returns {T}
 */
function take(table, name, file) {
  if (!table || !Object.hasOwn(table, name))
    throw new Error(`www/${file} shows "${name}", which its module in www/computed does not compute`);
  return /** @type {T} */ (table[name]);
}

/**
 * Fills `<data value="NAME"></data>` with a number, `<tbody data-rows="NAME"></tbody>` with a table and
 * `<math data-tex="…"></math>` with the formula.
 * @param {string} html @param {string} file its name @param {Computed} computed
 */
export const fillComputed = (html, file, { numbers, rows }) =>
  html
    .replace(/<math\s+data-tex="([^"]*)"\s*><\/math\s*>/g, (_, tex) => mathmlOf(tex.replaceAll("&amp;", "&")))
    .replace(/<data\s+value="([^"]*)"\s*><\/data\s*>/g, (_, name) => {
      const value = take(numbers, name, file);
      return `<data value="${escape(String(value))}">${escape(shown(value))}</data>`;
    })
    .replace(/<tbody\s+data-rows="([^"]*)"\s*><\/tbody\s*>/g, (_, name) => {
      const lines = take(rows, name, file).map(([heading = "", ...cells]) => {
        const rest = cells.map((cell) => `<td>${escape(shown(cell))}</td>`).join("");
        return `<tr><th scope="row">${escape(shown(heading))}</th>${rest}</tr>`;
      });
      return `<tbody>${lines.join("\n")}</tbody>`;
    });

/**
 * Fills `<nav data-contents></nav>` with links to the sections of the page.
 * @param {string} html
 */
export function fillContents(html) {
  const links = [...html.matchAll(/<h2 id="([^"]+)">([\s\S]*?)<\/h2>/g)].map(
    ([, id, title = ""]) => `<li><a href="#${id}">${title.trim()}</a></li>`,
  );
  return html.replace(
    "<nav data-contents></nav>",
    () => `<nav class="contents" aria-label="On this page"><ul>${links.join("")}</ul></nav>`,
  );
}
