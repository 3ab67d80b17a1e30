/** What editors read: VS Code's custom data for HTML, and JetBrains' web types. Made from the manifest when dist/ is built. */
import { choicesOf, elementEntries } from "./manifest.js";

/** @typedef {import("./manifest.js").ElementEntry} ElementEntry */

const withDefault = (/** @type {import("./manifest.js").Attribute} */ { description = "", default: value }) =>
  `${description} Default: \`${value}\`.`;

/** https://github.com/microsoft/vscode-custom-data, version 1.1 @param {ElementEntry[]} entries */
const vscodeData = (entries) => ({
  version: 1.1,
  tags: entries.map(({ tag, summary, attributes }) => ({
    name: tag,
    description: { kind: "markdown", value: summary },
    attributes: attributes.map((attribute) => ({
      name: attribute.name,
      description: { kind: "markdown", value: withDefault(attribute) },
      ...(attribute.type.text === "boolean"
        ? { valueSet: "v" }
        : { values: choicesOf(attribute.type.text).map((name) => ({ name })) }),
    })),
  })),
});

/** https://github.com/JetBrains/web-types @param {ElementEntry[]} entries @param {string} version */
const webTypes = (entries, version) => ({
  $schema: "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
  name: "sweepfield",
  version,
  "js-types-syntax": "typescript",
  "description-markup": "markdown",
  contributions: {
    html: {
      elements: entries.map(({ tag, summary, attributes, slots, events, parts, properties }) => ({
        name: tag,
        description: summary,
        attributes: attributes.map(({ name, description = "", type, default: value }) => ({
          name,
          description,
          value: { type: type.text, default: value },
        })),
        slots: slots.map(({ name, description = "" }) => ({ name, description })),
        js: {
          properties: attributes.map(({ name, fieldName = name, type, default: value }) => ({
            name: fieldName,
            type: type.text,
            default: value,
          })),
          events: events.map(({ name, description = "" }) => ({ name, description })),
        },
        css: {
          parts: parts.map(({ name, description = "" }) => ({ name, description })),
          properties: properties.map(({ name, description = "" }) => ({ name, description })),
        },
      })),
    },
  },
});

/**
 * By name of the file.
 * @param {import("./manifest.js").Manifest} manifest
 * @param {string} version of the package
 * @returns {Readonly<Record<string, string>>}
 */
export function editorFiles(manifest, version) {
  const entries = elementEntries(manifest);
  const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    "vscode.html-custom-data.json": json(vscodeData(entries)),
    "web-types.json": json(webTypes(entries, version)),
  };
}
