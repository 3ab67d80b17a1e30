/** What the first picture does not need: loaded in a file of its own while the engine opens and runs. */
export { coneTable } from "./cone-table.js";
export { coneSentence, unclippedSentence } from "./description.js";
export { legend } from "./legend.js";
export { provenance } from "./messages.js";
export { settings } from "./settings.js";
