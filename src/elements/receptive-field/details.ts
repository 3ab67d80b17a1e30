/** What the first picture does not need: loaded in a file of its own while the engine opens and measures. */
import { legendStyles } from "../controls/legend.js";
import { sliderStyles } from "../controls/slider.js";
import { howStyles } from "../styles/how.styles.js";
import { panelStyles } from "./details.styles.js";

export { closedForms } from "./closed-forms.js";
export { dataTable } from "./data-table.js";
export { howToRead } from "./how-to-read.js";
export { comparedWith, multiples } from "./multiples.js";
export { provenance } from "./provenance.js";
export { sensitivityLine } from "./sensitivity.js";
export { settings } from "./settings.js";

export const detailsStyles = [howStyles, sliderStyles, legendStyles, panelStyles];
