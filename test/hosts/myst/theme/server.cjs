/** The page of a theme: `myst build` asks for it and keeps it. The content is what MyST made of the Markdown, as JSON. */
const { createServer } = require("node:http");

const { PORT, CONTENT_CDN_PORT } = process.env;
/** Where files that MyST copied will lie; it puts the real folder in the place of this one. */
const ASSETS = "/myst_assets_folder";

async function pageOf() {
  const { mdast, frontmatter } = await (await fetch(`http://localhost:${CONTENT_CDN_PORT}/content/index.json`)).json();
  const content = JSON.stringify(mdast, (key, value) => (key === "esm" ? ASSETS + value : value)).replaceAll(
    "<",
    "\\u003c",
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${frontmatter.title}</title><link rel="icon" href="data:,">
<script type="application/json" id="content">${content}</script><script type="module" src="/theme.js"></script></head><body><main></main></body></html>`;
}

/** Empty: robots.txt, sitemaps and the like, which `myst build` asks for too. */
const other = async () => "";

createServer((request, response) => {
  const make = ["/", "/index"].includes(request.url) ? pageOf : other;
  make().then((page) => response.setHeader("content-type", "text/html").end(page), response.destroy);
}).listen(PORT, "localhost", () => console.log(`http://localhost:${PORT}`));
