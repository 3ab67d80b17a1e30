/**
 * React components of the elements for React 18 (@lit/react), and JSX types for React 19, which sets properties and listens to
 * events by itself. Made from the manifest when dist/ is built.
 */
import { elementEntries } from "./manifest.js";

/** @typedef {import("./manifest.js").ElementEntry} ElementEntry */

/** sf-run-complete → onSfRunComplete @param {string} event */
const handlerOf = (event) => `on${event.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase())}`;

/** dist/elements/race/race.js as dist/react/ sees it. @param {string} path */
const fromReact = (path) => path.replace(/^dist\//, "../");

/** The event classes of an element with their modules. @param {ElementEntry} entry */
const eventImports = ({ events }) =>
  [...new Map(events.map(({ type, path }) => [type?.text, path]))]
    .filter(([, path]) => path !== undefined)
    .map(([type, path]) => `import type { ${type} } from "${fromReact(path ?? "")}";\n`)
    .join("");

/** @param {ElementEntry["events"][number]} event */
const eventType = ({ type, path }) => (path === undefined ? "CustomEvent" : (type?.text ?? "CustomEvent"));

/** @param {ElementEntry} entry */
const component = ({ tag, className, path, events }) => `import React from "react";
import { createComponent } from "@lit/react";
import { ${className} as Element } from "${fromReact(path)}";

export const ${className} = createComponent({
  tagName: "${tag}",
  elementClass: Element,
  react: React,
  events: {${events.map(({ name }) => ` ${handlerOf(name)}: "${name}"`).join(",")} },
});
`;

/** @param {ElementEntry} entry */
const componentTypes = (entry) => `import type { EventName, ReactWebComponent } from "@lit/react";
import type { ${entry.className} as Element } from "${fromReact(entry.path)}";
${eventImports(entry)}
/** ${entry.summary} */
export declare const ${entry.className}: ReactWebComponent<
  Element,
  {${entry.events.map((event) => ` ${handlerOf(event.name)}: EventName<${eventType(event)}>`).join(";")} }
>;
`;

/** @param {ElementEntry} entry */
const intrinsicElement = ({ tag, className, attributes, events }) => {
  const settings = attributes.map(
    ({ name, fieldName = name, type }) => `      ${fieldName}?: ${type.text} | undefined;`,
  );
  const handlers = events.map(
    (event) => `      "on${event.name}"?: ((event: ${eventType(event)}) => void) | undefined;`,
  );
  return `  "${tag}": Props<
    ${className},
    {
${[...settings, ...handlers].join("\n")}
    }
  >;`;
};

/** @param {ElementEntry[]} entries */
const jsxTypes = (entries) => {
  const imports = entries.map((entry) => `import type { ${entry.className} } from "${fromReact(entry.path)}";\n`);
  const events = new Set(entries.flatMap((entry) => eventImports(entry).split(/(?<=\n)/)));
  return `import type { ClassAttributes, HTMLAttributes } from "react";
${[...imports, ...events].join("")}
type Props<E, Own> = ClassAttributes<E> & Omit<HTMLAttributes<E>, keyof Own> & Own;

/** The elements as React 19 takes them: properties, and events as "on" + name. */
interface SweepfieldElements {
${entries.map(intrinsicElement).join("\n")}
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends SweepfieldElements {}
  }
}
`;
};

/**
 * By path below dist/.
 * @param {import("./manifest.js").Manifest} manifest
 * @returns {Readonly<Record<string, string>>}
 */
export function reactFiles(manifest) {
  const entries = elementEntries(manifest);
  return Object.fromEntries([
    ...entries.flatMap((entry) => [
      [`react/${entry.name}.js`, component(entry)],
      [`react/${entry.name}.d.ts`, componentTypes(entry)],
    ]),
    ["react/jsx.js", "export {};\n"],
    ["react/jsx.d.ts", jsxTypes(entries)],
  ]);
}
