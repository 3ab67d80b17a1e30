/** What the manifest analyzer can't see by itself: the attributes of the state tables, and where the modules lie once built. */
import { build } from "esbuild";
import { root } from "./lib/bundling.js";
import { filesUnder } from "./lib/files.js";

/** The parts of src/io/url-state.ts that are needed here. @typedef {typeof import("../src/io/url-state.js")} UrlState */
/** @typedef {import("../src/io/url-state.js").Field} Field */
/** @typedef {import("../src/io/url-state.js").StateDefinition} StateDefinition */

/** @typedef {{ kind: string, name: string, privacy?: string, type?: { text: string }, default?: string, description?: string, attribute?: string }} Member */
/** @typedef {{ name: string, fieldName: string, type: { text: string }, default: string, description: string }} Attribute */
/** @typedef {{ kind: string, tagName?: string, members?: Member[], attributes?: Attribute[], events?: { name?: string }[], superclass?: object, mixins?: object }} Declaration */
/** @typedef {{ path: string, declarations?: Declaration[] | undefined }} Module */

/** Every table of the sources, by importing them: a table may compute, as one that takes the names of the built-in images does. */
export async function loadStateTables() {
  const files = filesUnder("src/elements", /\.state\.ts$/);
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: [
        'export { allowedIn, attributeOf } from "./src/io/url-state.js";',
        ...files.map((file, i) => `export * as table${i} from "./${file}";`),
      ].join("\n"),
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "bundle",
    logLevel: "warning",
  });
  const script = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  /** @type {Pick<UrlState, "allowedIn" | "attributeOf"> & Record<string, unknown>} */
  const { allowedIn, attributeOf, ...modules } = await import(`data:text/javascript;base64,${script}`);
  const tables = Object.values(modules).flatMap((module) =>
    Object.values(/** @type {Record<string, unknown>} */ (module)).filter(isTable),
  );
  return { tables, allowedIn, attributeOf };
}

/** A member of the base class of course elements, which the analyzer does not see behind the function that makes it. */
const HREF = {
  kind: "field",
  name: "href",
  type: { text: "string" },
  readonly: true,
  description: "The address of what is shown now.",
};

/** @param {unknown} value @returns {value is StateDefinition} */
const isTable = (value) => typeof value === "object" && value !== null && "tag" in value && "fields" in value;

/** @param {Field} field */
const typeText = (field) => {
  if (field.type === "choice") return field.values.map((value) => JSON.stringify(value)).join(" | ");
  if (field.type === "text") return "string";
  return field.type === "boolean" ? "boolean" : "number";
};

/**
 * @param {Awaited<ReturnType<typeof loadStateTables>>} loaded
 * @returns a plugin of @custom-elements-manifest/analyzer
 */
export const stateTables = ({ tables, allowedIn, attributeOf }) => ({
  name: "sweepfield-state-tables",
  /** @param {{ customElementsManifest: { modules: Module[] } }} phase */
  packageLinkPhase({ customElementsManifest: { modules } }) {
    for (const { tag, fields } of tables) {
      const declaration = modules
        .flatMap(({ declarations = [] }) => declarations)
        .find(({ tagName }) => tagName === tag);
      if (!declaration) throw new Error(`there is a state table for <${tag}> and no element of that name`);
      const documented = Object.entries(fields).map(([property, field]) => ({
        property,
        attribute: attributeOf(property),
        type: { text: typeText(field) },
        default: typeof field.default === "string" ? JSON.stringify(field.default) : String(field.default),
        description:
          field.type === "integer" || field.type === "number" || field.type === "text"
            ? `${field.description} Takes ${allowedIn(field)}.`
            : field.description,
      }));
      const names = new Set(Object.keys(fields));
      declaration.attributes = [
        ...(declaration.attributes ?? []).filter(({ fieldName }) => !names.has(fieldName)),
        ...documented.map(({ property, attribute, ...rest }) => ({ name: attribute, fieldName: property, ...rest })),
      ];
      declaration.members = [
        ...(declaration.members ?? []).filter(({ name }) => !names.has(name)),
        ...documented.map(({ property, ...rest }) => ({ kind: "field", name: property, ...rest })),
        ...("lock" in fields ? [HREF] : []),
      ];
    }
  },
});

const isPublic = (/** @type {Member} */ { name, privacy }) => privacy === undefined && !name.startsWith("#");

/** Leaves what a user of the package meets: elements and their events, without private members. */
export const publicParts = () => ({
  name: "sweepfield-public-parts",
  /** @param {{ customElementsManifest: { modules: Module[] } }} phase */
  packageLinkPhase({ customElementsManifest }) {
    customElementsManifest.modules = customElementsManifest.modules.filter(
      ({ path, declarations = [] }) =>
        path.endsWith(".event.ts") || declarations.some(({ tagName }) => tagName !== undefined),
    );
    for (const module of customElementsManifest.modules)
      // The analyzer takes some destructured names for variables of the module.
      module.declarations = module.declarations?.filter(({ kind }) => kind === "class");
    for (const element of customElementsManifest.modules.flatMap(({ declarations = [] }) => declarations)) {
      if (element.members) element.members = element.members.filter(isPublic);
      if (element.events)
        element.events = element.events.filter(({ name }) => name === "answer" || name?.startsWith("sf-"));
      if (element.tagName === undefined) continue;
      // The analyzer takes the function that makes the base class for a mixin, and its argument for the base class.
      element.superclass = { name: "LitElement", package: "lit" };
      delete element.mixins;
    }
  },
});

const built = (/** @type {string} */ path) => path.replace(/^\/?src\//, "dist/").replace(/\.ts$/, ".js");

/** Names the modules as the package ships them: src/elements/race/race.ts → dist/elements/race/race.js. */
export const builtPaths = () => ({
  name: "sweepfield-built-paths",
  /** @param {{ customElementsManifest: { modules: Module[] } }} phase */
  packageLinkPhase({ customElementsManifest: { modules } }) {
    const rename = (/** @type {unknown} */ node) => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node))
        if ((key === "path" || key === "module") && typeof value === "string")
          Object.assign(node, { [key]: built(value) });
        else rename(value);
    };
    rename(modules);
  },
});
