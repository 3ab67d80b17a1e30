import type { Setting } from "./host.js";

/** What is embedded, and where it comes from. */
export interface Embedded {
  /** "sf-race". */
  readonly tag: string;
  readonly settings: readonly Setting[];
  /** The folder of the scripts, "https://example.edu/sweepfield/browser/". */
  readonly base: string;
  /** The address of what is shown now. */
  readonly href: string;
  /** CSS pixels. */
  readonly height: number;
  /** What is read where scripts do not run, and what a frame is called. */
  readonly fallback: string;
}

export type EmbedKind = "html" | "iframe" | "quarto" | "react" | "markdown";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
const nameOf = (tag: string): string => tag.slice("sf-".length);

/** A boolean attribute says "false" to switch off what is on by default. */
const htmlAttribute = ({ attribute, value }: Setting): string =>
  value === true ? ` ${attribute}` : ` ${attribute}="${escaped(String(value))}"`;

const frameAddress = ({ tag, settings, base }: Embedded): string => {
  const url = new URL("../embed.html", base);
  url.searchParams.set("element", tag);
  for (const { attribute, value } of settings)
    url.searchParams.set(attribute, typeof value === "boolean" ? String(Number(value)) : String(value));
  return url.href;
};

/** Pandoc ends a value at its quotes and knows no escape of them but the backslash. */
const shortcodeValue = (value: Setting["value"]): string =>
  /^[\w.-]+$/.test(String(value)) ? String(value) : `"${String(value).replace(/["\\]/g, "\\$&")}"`;

/** JSX has its own text in quotes; an expression takes any. */
const jsxProperty = ({ property, value }: Setting): string =>
  typeof value === "string" && !/["&\\{}<>]/.test(value)
    ? ` ${property}="${value}"`
    : ` ${property}={${typeof value === "string" ? JSON.stringify(value) : String(value)}}`;

const imported = (path: string): string => `import ${JSON.stringify(path)};`;

/** The code for each kind of page. */
export const EMBED_CODES: Readonly<Record<EmbedKind, (what: Embedded) => string>> = {
  html: ({ tag, settings, base, fallback }) =>
    `<script type="module" src="${escaped(base)}${nameOf(tag)}.js"></script>\n` +
    `<${tag}${settings.map(htmlAttribute).join("")}>${escaped(fallback)}</${tag}>`,
  iframe: (what) =>
    `<iframe src="${escaped(frameAddress(what))}" title="${escaped(what.fallback)}" width="100%" height="${what.height}" ` +
    `loading="lazy" allow="clipboard-write; fullscreen"></iframe>`,
  quarto: ({ tag, settings, fallback }) =>
    `{{< sweepfield ${[
      nameOf(tag),
      ...settings.map(({ attribute, value }) => `${attribute}=${shortcodeValue(value)}`),
      `fallback=${shortcodeValue(fallback)}`,
    ].join(" ")} >}}`,
  react: ({ tag, settings }) =>
    [
      imported(`sweepfield/elements/${nameOf(tag)}`),
      imported("sweepfield/react/jsx"),
      "",
      `export const Figure = () => <${tag}${settings.map(jsxProperty).join("")} />;`,
    ].join("\n"),
  markdown: ({ href, fallback }) =>
    `[${fallback.replace(/[[\]\\]/g, "\\$&")}](${href.replace(/[()]/g, (bracket) => (bracket === "(" ? "%28" : "%29"))})`,
};

/** Where nobody knows where the scripts lie. */
export const PLACEHOLDER = "https://example.edu/sweepfield/browser/";

/** The folder that this was loaded from: as a chunk of an element's bundle, or in the one file of a script tag. */
export function baseAddress(moduleAddress: string): string {
  if (/\/[a-z-]+-loaded-[A-Z0-9]{8}\.js$/.test(moduleAddress)) return new URL(".", moduleAddress).href;
  const script = document.querySelector<HTMLScriptElement>(
    'script[src$="/sweepfield.js"], script[src="sweepfield.js"]',
  );
  return script ? new URL(".", script.src).href : PLACEHOLDER;
}
