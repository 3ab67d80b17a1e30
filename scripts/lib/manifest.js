/** The parts of dist/custom-elements.json that other files are made from. */

/** @typedef {{ name: string, description?: string }} Named */
/** @typedef {Named & { fieldName?: string, type: { text: string }, default: string }} Attribute */
/** @typedef {Named & { type?: { text: string } }} Event */
/** @typedef {Named & { kind: string, type?: { text: string }, readonly?: boolean, static?: boolean, parameters?: Named[], return?: { type: { text: string } } }} Member */
/** @typedef {{ kind: string, name: string, tagName?: string, summary?: string, description?: string, attributes?: Attribute[], members?: Member[], events?: Event[], slots?: Named[], cssParts?: Named[], cssProperties?: Named[] }} Declaration */
/** @typedef {{ modules: { path: string, declarations?: Declaration[] }[] }} Manifest */
/** @typedef {{ name: string, tag: string, className: string, path: string, summary: string, attributes: Attribute[], events: (Event & { path: string | undefined })[], slots: Named[], parts: Named[], properties: Named[], members: Member[] }} ElementEntry `members` without those that are attributes, `properties` of CSS */

/**
 * The elements that have an entry of their own, as the manifest has them.
 * @param {Manifest} manifest
 * @returns {ElementEntry[]}
 */
export function elementEntries({ modules }) {
  const pathOf = new Map(
    modules.flatMap(({ path, declarations = [] }) =>
      declarations.map(({ name }) => /** @type {const} */ ([name, path])),
    ),
  );
  return modules.flatMap(({ path, declarations = [] }) => {
    const [, name] = /^dist\/elements\/([^/]+)\/\1\.js$/.exec(path) ?? [];
    return declarations
      .filter(({ tagName }) => name !== undefined && tagName === `sf-${name}`)
      .map((found) => ({
        name: name ?? "",
        tag: `sf-${name}`,
        className: found.name,
        path,
        summary: found.summary ?? "",
        attributes: found.attributes ?? [],
        events: (found.events ?? []).map((event) => ({ ...event, path: pathOf.get(event.type?.text ?? "") })),
        slots: found.slots ?? [],
        parts: found.cssParts ?? [],
        properties: found.cssProperties ?? [],
        members: (found.members ?? []).filter(
          (member) => !member.static && !(found.attributes ?? []).some(({ fieldName }) => fieldName === member.name),
        ),
      }));
  });
}

/** The values of a type such as `"a" | "b"`; none of any other. @param {string} type */
export const choicesOf = (type) => [...type.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value);
