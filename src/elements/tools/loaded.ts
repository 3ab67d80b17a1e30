/** Everything behind the button and the badge, as one module: many small ones would split what an element loads first into chunks. */
export { copyDiagnostics } from "./badge.js";
export { toolsPanel } from "./panel.js";
export { presents } from "./presenter.js";
