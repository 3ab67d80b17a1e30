/** Imports the root and every element's entry that the package has, in plain Node. */
import { readdirSync } from "node:fs";

const before = new Set(Object.getOwnPropertyNames(globalThis));
await import("sweepfield");
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
if (added.length > 0) throw new Error(`the root leaves globals behind: ${added.join(", ")}`);

const names = readdirSync("node_modules/sweepfield/dist/react")
  .filter((name) => name.endsWith(".js") && name !== "jsx.js")
  .map((name) => name.slice(0, -".js".length));
for (const name of names) {
  await import(`sweepfield/elements/${name}`);
  if (!customElements.get(`sf-${name}`)) throw new Error(`sf-${name} was not defined`);
}
console.log(JSON.stringify(names));
