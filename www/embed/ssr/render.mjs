import { render } from "@lit-labs/ssr";
import { collectResult } from "@lit-labs/ssr/lib/render-result.js";
import { html } from "lit";
import "sweepfield/elements/race";

// The shadow tree as declarative shadow DOM; the browser puts its own in its place, so no hydration script is needed.
const page = await collectResult(render(html`<sf-race size="8" depth="3"><p>The race needs JavaScript.</p></sf-race>`));
console.log(page);
