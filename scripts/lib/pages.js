/** The pages of www/: their common navigation and the list of exercises, filled in from www/pages.json when dist/ is built. */

/** `predict`: settings at which the questions are best asked. */
/** @typedef {{ file: string, name: string, shows?: string, predict?: string }} PageEntry */
/** @typedef {{ number: string, asks: string, pages: string[] }} Exercise */
/** `frames`: pages for iframes, which have no navigation. */
/** @typedef {{ pages: PageEntry[], exercises: Exercise[], frames: string[] }} Contents */

/** @param {string} file */
const address = (file) => (file === "index.html" ? "./" : file);

/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/**
 * Leaves out what links to a page that is not there yet, and exercises without a page.
 * @param {Contents} contents
 * @param {readonly string[]} files of www/
 * @returns {Contents}
 */
export function existing({ pages, exercises, frames }, files) {
  const isThere = (/** @type {string} */ file) => files.includes(file);
  return {
    frames,
    pages: pages.filter(({ file }) => isThere(file)),
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
  html.replace(/<pre data-example="([^"]+)"><\/pre>/g, (_, path) => {
    const id = `example-${path.replace(/\W+/g, "-")}`;
    return `<figure class="example" aria-labelledby="${id}"><figcaption><code id="${id}">${escape(path)}</code><button type="button" data-copy hidden>Copy</button></figcaption><pre tabindex="0"><code>${escape(exampleText(file, path, read))}</code></pre></figure>`;
  });

/** @param {string} file @param {string} path @param {(path: string) => string} read */
function exampleText(file, path, read) {
  try {
    return read(path).trimEnd();
  } catch (cause) {
    throw new Error(`www/${file} shows www/embed/${path}, which cannot be read`, { cause });
  }
}

/** @param {Contents} contents @param {string} current */
const navigation = ({ pages }, current) =>
  pages
    .map(({ file, name }) => {
      const here = file === current ? ' aria-current="page"' : "";
      return `<li><a href="${address(file)}"${here}>${escape(name)}</a></li>`;
    })
    .join("");

/** @param {Contents} contents */
const exerciseList = ({ pages, exercises }) =>
  exercises
    .map(({ number, asks, pages: files }) => {
      const links = files.map((file) => {
        const page = pages.find((entry) => entry.file === file);
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
 * Fills `<nav data-pages></nav>` and `<div data-exercises></div>` of a page. A page without navigation is a mistake.
 * @param {string} html
 * @param {string} file its name
 * @param {Contents} contents
 */
export function fillPage(html, file, contents) {
  if (!html.includes("<nav data-pages></nav>"))
    throw new Error(`www/${file} has no <nav data-pages></nav> in its header`);
  if (!contents.pages.some((page) => page.file === file)) throw new Error(`www/${file} is not in www/pages.json`);
  return html
    .replace("<nav data-pages></nav>", `<nav aria-label="Pages"><ul>${navigation(contents, file)}</ul></nav>`)
    .replace("<div data-exercises></div>", `<div class="exercises">\n${exerciseList(contents)}\n</div>`);
}
