/** What the first picture does not need: loaded in a file of its own while the engine opens and runs. */
export { cellPanel } from "./cell-panel.js";
export { dataTable } from "./data-table.js";
export { detailsStyles } from "./details.styles.js";
export { howToRead } from "./how-to-read.js";
export { lanesPanel } from "./lanes-panel.js";
export { provenance } from "./messages.js";
export { printedPanel } from "./printed-panel.js";
export { settings } from "./settings.js";
export { stepFormula } from "./step-formula.js";
export { receptiveFieldAt } from "../../graph/receptive-field.js";
export { widthLegend, widthLine } from "./width-panel.js";
