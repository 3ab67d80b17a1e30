/** What the page on citing shows, made from CITATION.cff. */
import { load } from "js-yaml";

/** @typedef {{ title: string, version: string, license: string, authors: { name?: string, "family-names"?: string, "given-names"?: string }[], "date-released"?: string | Date }} Citation */

/** @param {Citation["authors"][number]} author */
const nameOf = (author) => author.name ?? `${author["family-names"]}, ${author["given-names"]}`;

/** An institution's name in BibTeX is braced, so that it is not taken for a person's. @param {Citation["authors"][number]} author */
const bibtexName = (author) => (author.name === undefined ? nameOf(author) : `{${author.name}}`);

/**
 * The texts to copy, by the name under which the page shows them.
 * @param {string} text of CITATION.cff
 * @returns {Readonly<Record<string, string>>}
 */
export function citationParts(text) {
  const { title, version, license, authors, "date-released": released } = /** @type {Citation} */ (load(text));
  const year = released === undefined ? [] : [`  year = {${new Date(released).getFullYear()}},`];
  const bibtex = [
    "@software{sweepfield,",
    `  title = {${title}},`,
    `  author = {${authors.map(bibtexName).join(" and ")}},`,
    ...year,
    `  version = {${version}},`,
    `  note = {${license} licence},`,
    "}",
  ].join("\n");
  return {
    "CITATION.cff": text.trimEnd(),
    BibTeX: bibtex,
    "One line": `${authors.map(nameOf).join("; ")}. ${title}. Version ${version}.`,
  };
}
