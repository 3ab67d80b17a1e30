/** The pages of www/: a page is its head, its heading and its main part; what all pages share is added when dist/ is built. */
import { escape } from "./html.js";

/** `predict`: settings at which the questions are best asked. */
/** @typedef {{ file: string, name: string, shows?: string, predict?: string }} PageEntry */
/** @typedef {{ name: string, pages: PageEntry[] }} Group the first one is the menu of figures, the second stands in every header */
/** @typedef {{ number: string, asks: string, pages: string[] }} Exercise */
/** `frames`: pages for iframes, which have no navigation. */
/** @typedef {{ groups: Group[], exercises: Exercise[], frames: string[] }} Contents www/pages.json */

/** @param {string} file */
export const address = (file) => (file === "index.html" ? "./" : file);

/** @param {Pick<Contents, "groups">} contents */
export const pagesOf = ({ groups }) => groups.flatMap(({ pages }) => pages);

/**
 * Leaves out what links to a page that is not there yet, and exercises without a page.
 * @param {Contents} contents
 * @param {readonly string[]} files of www/
 * @returns {Contents}
 */
export function existing({ groups, exercises, frames }, files) {
  const isThere = (/** @type {string} */ file) => files.includes(file);
  return {
    frames,
    groups: groups.map(({ name, pages }) => ({ name, pages: pages.filter(({ file }) => isThere(file)) })),
    exercises: exercises
      .map((exercise) => ({ ...exercise, pages: exercise.pages.filter(isThere) }))
      .filter((exercise) => exercise.pages.length > 0),
  };
}

/**
 * Fills `<pre data-example="plain/index.html"></pre>` with that file of www/embed, word for word, under its name and a button
 * that copies it.
 * @param {string} html
 * @param {string} file its name
 * @param {(path: string) => string} read
 */
export const fillExamples = (html, file, read) =>
  html.replace(/<pre data-example="([^"]+)"><\/pre>/g, (_, path) => example(path, exampleText(file, path, read)));

/** A text to copy, under its name. @param {string} name @param {string} text */
export function example(name, text) {
  const id = `example-${name.replace(/\W+/g, "-")}`;
  return `<figure class="example" aria-labelledby="${id}"><figcaption><code id="${id}">${escape(name)}</code><button type="button" data-copy hidden>Copy</button></figcaption><pre tabindex="0"><code>${escape(text)}</code></pre></figure>`;
}

/** @param {string} file @param {string} path @param {(path: string) => string} read */
function exampleText(file, path, read) {
  try {
    return read(path).trimEnd();
  } catch (cause) {
    throw new Error(`www/${file} shows www/embed/${path}, which cannot be read`, { cause });
  }
}

/** @param {PageEntry[]} pages @param {string} current @param {(page: PageEntry) => string} [after] */
const list = (pages, current, after = () => "") =>
  `<ul>${pages
    .map((page) => {
      const here = page.file === current ? ' aria-current="page"' : "";
      return `<li><a href="${address(page.file)}"${here}>${escape(page.name)}</a>${after(page)}</li>`;
    })
    .join("")}</ul>`;

/** The figures open as a list, so that one line of header leaves the screen to the picture. @param {Contents} contents @param {string} current */
function header({ groups: [figures, course] }, current) {
  if (!figures || !course) throw new Error("www/pages.json needs two groups of pages or more");
  const shows = (/** @type {PageEntry} */ page) => (page.shows ? `<span>${escape(page.shows)}</span>` : "");
  return [
    '<nav aria-label="Pages">',
    `<button type="button" popovertarget="figures">${escape(figures.name)}</button>`,
    `<div id="figures" popover>${list(figures.pages, current, shows)}</div>`,
    list(course.pages, current),
    "</nav>",
  ].join("");
}

/** @param {Contents} contents @param {string} current */
const footer = ({ groups }, current) =>
  `<footer><nav aria-label="All pages">${groups
    .map(({ name, pages }) => `<section><h2>${escape(name)}</h2>${list(pages, current)}</section>`)
    .join(
      "",
    )}</nav><p>Sweepfield asks nothing of any other server, and what you give it stays on your machine.</p></footer>`;

/** @param {Contents} contents */
const exerciseList = (contents) =>
  contents.exercises
    .map(({ number, asks, pages: files }) => {
      const links = files.map((file) => {
        const page = pagesOf(contents).find((entry) => entry.file === file);
        const name = escape(page?.name ?? file);
        const settings = page?.predict ? `&amp;${escape(page.predict)}` : "";
        const shows = page?.shows ? ` ${escape(page.shows)}` : "";
        return (
          `<li><a href="${address(file)}">${name}</a>.${shows} ` +
          `<a class="first" href="${address(file)}?mode=predict${settings}" aria-label="${name}: predict first">predict first</a></li>`
        );
      });
      return `<section><h2>${escape(number)}</h2><div><p>${escape(asks)}</p><ul>${links.join("")}</ul></div></section>`;
    })
    .join("\n");

/**
 * Replaces what must be there once.
 * @param {string} html @param {string} file @param {string | RegExp} what @param {string} by
 */
function put(html, file, what, by) {
  const parts = html.split(what);
  if (parts.length !== 2) throw new Error(`www/${file} has ${parts.length - 1} times ${what}; it needs it once`);
  return parts.join(by);
}

const CHARSET = '<meta charset="utf-8" />';

/**
 * The policy as an element of the page, and no address in requests: for hosts that send no such headers.
 * @param {string} html @param {string} file @param {string} policy
 */
export const withPolicy = (html, file, policy) =>
  put(
    html,
    file,
    CHARSET,
    `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <meta name="referrer" content="no-referrer" />`,
  );

/**
 * Fills `<nav data-pages></nav>` and `<div data-exercises></div>` of a page, and adds the skip link and the footer.
 * @param {string} html
 * @param {string} file its name
 * @param {Contents} contents
 */
export function fillPage(html, file, contents) {
  if (!pagesOf(contents).some((page) => page.file === file)) throw new Error(`www/${file} is not in www/pages.json`);
  /** @type {readonly (readonly [string | RegExp, string])[]} */
  const parts = [
    ["<nav data-pages></nav>", header(contents, file)],
    ["<body>", '<body>\n    <a class="skip" href="#main">Skip to the page</a>'],
    [/<main(?=[ >])/, '<main id="main" tabindex="-1"'],
    ["</body>", `  ${footer(contents, file)}\n  </body>`],
  ];
  return parts
    .reduce((text, [what, by]) => put(text, file, what, by), html)
    .replace("<div data-exercises></div>", () => `<div class="exercises">\n${exerciseList(contents)}\n</div>`);
}
