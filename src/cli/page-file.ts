import { readFile } from "node:fs/promises";
import { SweepfieldError } from "../error.js";

export interface PageContent {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly title: string;
  /** What stands there without JavaScript. */
  readonly svg: string;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** A file of dist/, seen from dist/cli. */
async function built(path: string): Promise<string> {
  try {
    return await readFile(new URL(`../${path}`, import.meta.url), "utf8");
  } catch (cause) {
    throw new SweepfieldError("file-unreadable", `dist/${path} is missing; run: npm run build`, { cause });
  }
}

/** One HTML file with the element, its script and its style: it needs no server and asks for nothing. */
export async function selfContainedPage({ tag, attributes, title, svg }: PageContent): Promise<string> {
  const [script, style] = await Promise.all([
    built(`browser/standalone/${tag.replace(/^sf-/, "")}.js`),
    built("www/page.css"),
  ]);
  const settings = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Sweepfield</title>
<style>${style}</style>
</head>
<body>
<header><span class="home">Sweepfield</span></header>
<main>
<${tag}${settings.join("")}>
${svg.trim()}
</${tag}>
</main>
<script type="module">${inScript(script)}</script>
</body>
</html>
`;
}

/** What would end the script, or change how its text is read, in a form that means the same in a string, a template and a pattern. */
const inScript = (code: string): string => code.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
