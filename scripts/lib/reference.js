/** The API reference and the table of ranges, made from the custom elements manifest. */
import { escape } from "./html.js";
import { choicesOf } from "./manifest.js";
import { address } from "./pages.js";

/** @typedef {import("./manifest.js").ElementEntry} ElementEntry */
/** @typedef {import("./manifest.js").Attribute} Attribute */
/** @typedef {{ file: string, name: string }} ShownOn */

/** @param {string} text */
const code = (text) => `<code>${escape(text)}</code>`;

/** `code` and the line breaks of a doc comment. @param {string} [text] */
const prose = (text = "") => escape(text).replace(/`([^`]+)`/g, (_, inner) => `<code>${inner}</code>`);

const TAKES = /^([\s\S]*) Takes ([\s\S]*)\.$/;

/** What an attribute takes and what it means: the manifest says both in one description. @param {Attribute} attribute */
export function partsOf({ type, description = "" }) {
  const choices = choicesOf(type.text);
  const [, meaning = description, range = type.text === "boolean" ? "on or off" : ""] = TAKES.exec(description) ?? [];
  return { choices, range, meaning };
}

/** @param {Attribute} attribute */
const takes = (attribute) => {
  const { choices, range } = partsOf(attribute);
  return choices.length > 0 ? choices.map(code).join(" <br>") : prose(range) || code(attribute.type.text);
};

/**
 * @param {string} label names the region in which the table scrolls
 * @param {readonly string[]} headings
 * @param {readonly (readonly string[])[]} rows as HTML
 */
const table = (label, headings, rows) =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${escape(label)}"><table><thead><tr>${headings
    .map((heading) => `<th scope="col">${heading}</th>`)
    .join("")}</tr></thead><tbody>${rows
    .map(
      ([first, ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
    )
    .join("\n")}</tbody></table></div>`;

/** A part of an element's section; nothing where there is nothing to say. @param {ElementEntry} element @param {string} title @param {readonly string[]} headings @param {readonly (readonly string[])[]} rows */
const part = ({ tag }, title, headings, rows) =>
  rows.length === 0 ? "" : `<h3>${title}</h3>${table(`${tag}: ${title}`, headings, rows)}`;

/** @param {import("./manifest.js").Member} member */
const signature = ({ kind, name, type, parameters = [], return: result }) =>
  kind === "method"
    ? code(`${name}(${parameters.map((given) => given.name).join(", ")})`) +
      (result && result.type.text !== "void" ? `: ${code(result.type.text)}` : "")
    : `${code(name)}: ${code(type?.text ?? "")}`;

/** @param {ElementEntry} element @param {ShownOn | undefined} page */
function section(element, page) {
  const { tag, name, className, summary, attributes, events, slots, parts, properties, members } = element;
  const shown = page ? ` Shown on <a href="${address(page.file)}">${escape(page.name)}</a>.` : "";
  return [
    `<section aria-labelledby="${tag}"><h2 id="${tag}">${code(`<${tag}>`)}</h2>`,
    `<p>${prose(summary)}${shown}</p>`,
    `<pre tabindex="0"><code>${escape(`import "sweepfield/elements/${name}"; // ${className}`)}</code></pre>`,
    part(
      element,
      "Attributes",
      ["Attribute", "Takes", "Default", "Meaning"],
      attributes.map((attribute) => [
        code(attribute.name),
        takes(attribute),
        code(attribute.default),
        prose(partsOf(attribute).meaning) +
          (attribute.fieldName && attribute.fieldName !== attribute.name
            ? ` Property ${code(attribute.fieldName)}.`
            : ""),
      ]),
    ),
    part(
      element,
      "Properties and methods",
      ["Member", "Access", "Meaning"],
      members.map((member) => [
        signature(member),
        member.kind === "method" ? "method" : member.readonly ? "read" : "read and write",
        prose(member.description),
      ]),
    ),
    part(
      element,
      "Events",
      ["Event", "Class", "When"],
      events.map((event) => [code(event.name), code(event.type?.text ?? "Event"), prose(event.description)]),
    ),
    part(
      element,
      "Slots",
      ["Slot", "Holds"],
      slots.map((slot) => [slot.name ? code(slot.name) : "(default)", prose(slot.description)]),
    ),
    part(
      element,
      "Parts",
      ["Part", "Is"],
      parts.map((found) => [code(`::part(${found.name})`), prose(found.description)]),
    ),
    part(
      element,
      "Custom properties",
      ["Property", "Sets"],
      properties.map((property) => [code(property.name), prose(property.description)]),
    ),
    "</section>",
  ].join("\n");
}

/**
 * Fills `<div data-reference></div>` with a section for every element.
 * @param {string} html
 * @param {readonly ElementEntry[]} elements
 * @param {(tag: string) => ShownOn | undefined} pageOf
 */
export const fillReference = (html, elements, pageOf) =>
  html.replace("<div data-reference></div>", () =>
    elements.map((element) => section(element, pageOf(element.tag))).join("\n"),
  );

/**
 * Fills `<div data-ranges></div>` with the ranges of every element's numbers.
 * @param {string} html
 * @param {readonly ElementEntry[]} elements
 */
export const fillRanges = (html, elements) =>
  html.replace("<div data-ranges></div>", () =>
    elements
      .map(({ tag, attributes }) => {
        const rows = attributes
          .filter(({ type }) => type.text === "number")
          .map((attribute) => [
            code(attribute.name),
            prose(partsOf(attribute).range),
            code(attribute.default),
            prose(partsOf(attribute).meaning),
          ]);
        return `<details><summary><code>${escape(`<${tag}>`)}</code></summary>${table(
          `${tag}: ranges`,
          ["Setting", "Takes", "Default", "Meaning"],
          rows,
        )}</details>`;
      })
      .join("\n"),
  );
