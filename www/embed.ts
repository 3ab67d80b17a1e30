/**
 * embed.html?element=sf-race&depth=3: one element for an iframe. `parent` names the origin of the page around, which is then told
 * answers and state and may set them; every page is told the height. `hide` and `lock` are the page's, as attributes would be.
 */
import { names } from "sweepfield:elements";
import { elementNamed } from "../src/elements/hosts/element-named.js";
import { connectFrame, fixedAttributes, originAround, postHeight, trustedOrigin } from "../src/elements/hosts/frame.js";
import { isDefined } from "../src/elements/hosts/properties.js";

const problem = (text: string): HTMLElement =>
  Object.assign(document.createElement("p"), { role: "alert", className: "problem", textContent: text });

const main = document.querySelector("main");
const found = elementNamed(new URLSearchParams(location.search).get("element"), names);
const trusted = trustedOrigin(location.search, originAround(parent));
const shown =
  "problem" in found
    ? problem(`this frame's address: ${found.problem}, as in embed.html?element=sf-race`)
    : document.createElement(found.tag);
if ("tag" in found)
  for (const [name, text] of Object.entries(fixedAttributes(location.search))) shown.setAttribute(name, text);
main?.querySelector("p")?.replaceWith(...(trusted.problem ? [problem(trusted.problem)] : []), shown);

if (main && parent !== window) {
  postHeight(shown.localName, main, parent);
  if ("tag" in found && trusted.origin !== null) {
    await customElements.whenDefined(found.tag);
    if (isDefined(shown)) connectFrame(shown, parent, trusted.origin);
  }
}
