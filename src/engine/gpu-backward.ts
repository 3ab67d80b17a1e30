/** All of the backward passes in one module, loaded when a run first asks for gradients. */
export { prepareBackward as prepareCellsBackward } from "./gpu-cells-backward.js";
export { prepareBackward as preparePixelCnnBackward } from "./gpu-pixelcnn-backward.js";
export { runBackward } from "./gpu-run-backward.js";
