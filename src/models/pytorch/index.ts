/** Models as PyTorch code that runs as it stands; scripts/try-pytorch.js runs it and compares it with the float64 reference. */
export { adderSource } from "./adder.js";
export { modelSource } from "./models.js";
export { residualSource } from "./residual.js";
export { sequenceSource } from "./sequence.js";
