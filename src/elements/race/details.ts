/** What the first picture does not need: loaded in a file of its own while the engine opens and runs. */
export { dataTable } from "./data-table.js";
export { detailsStyles } from "./details.styles.js";
export { howToRead } from "./how-to-read.js";
export { lanePanel } from "./lane-panel.js";
export { provenance } from "./messages.js";
export { settings } from "./settings.js";
