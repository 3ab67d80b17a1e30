/**
 * Sweepfield without its elements: models, graphs, schedules and the two engines. Importing this defines no element and
 * touches no global; the elements are entries of their own ("sweepfield/elements/race").
 */
export { SweepfieldError, type ErrorCode } from "./error.js";
export type * from "./models/spec.js";
export type { Tensor, Tensors } from "./models/tensor.js";
export { validateSpec } from "./models/validate.js";
export { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "./models/presets.js";
export { parameterShapes, validateWeights } from "./models/parameters.js";
export { tensorsOf, vectorOf } from "./models/parameter-vector.js";
export { requireConditional } from "./models/conditional.js";
export { initialWeights } from "./models/initialise.js";
export { countModel } from "./models/count.js";
export { countCnn, type CnnCount, type CnnRow, type CnnTotal } from "./models/cnn/count.js";
export { CNN_PRESETS } from "./models/cnn/presets.js";
export { pytorchSource } from "./models/cnn/pytorch.js";
export { cnnOf, validateCnn, type CnnSpec } from "./models/cnn/spec.js";
export { countAttention } from "./models/attention.js";
export { accessMap, layerOutputs, readersOf, type AccessMap, type OutputTerm, type Tap } from "./graph/access.js";
export { criticalPath, levels } from "./graph/critical-path.js";
export { colourAccess, colourMap } from "./graph/colours.js";
export { receptiveField, receptiveFieldAt } from "./graph/receptive-field.js";
export { samplingSteps } from "./graph/sampling.js";
export type { Grid, Schedule, ScheduleName } from "./schedule/schedule.js";
export { gridOf, scheduleFor, scheduleOf, schedulesFor } from "./schedule/schedules.js";
export { reversed } from "./schedule/reversed.js";
export { stepFormula } from "./schedule/formulas.js";
export { laneTime, peakWidth, utilisation, widths } from "./schedule/statistics.js";
export { openGpu, sharedGpu, type GpuSession } from "./gpu/device.js";
export {
  isSequenceSpec,
  sequenceMaps,
  validateSequenceSpec,
  type LstmSpec,
  type RnnSpec,
  type SequenceSpec,
} from "./models/sequence.js";
export { initialSequenceWeights } from "./models/initialise-sequence.js";
export { sequenceShapes } from "./models/sequence-weights.js";
export { countSequence } from "./models/sequence-count.js";
export { sequenceSchedule, sequenceStepFormula } from "./schedule/sequence.js";
export { validateThresholdRnn, type AdderCode, type ThresholdRnnSpec } from "./models/threshold-rnn.js";
export { ADDER_PRESETS, CANONICAL } from "./models/adder-presets.js";
export {
  initialResidualWeights,
  PLACEMENTS,
  residualShapes,
  residualSignals,
  validateResidualSpec,
  type Placement,
  type PlacementName,
  type ResidualSpec,
} from "./models/residual.js";
export type { RunInputs, RunOptions } from "./engine/run.js";
export type { SequenceInputs } from "./engine/sequence.js";
export { runSequenceOnGpu } from "./engine/gpu-sequence.js";
export { runSequenceOnCpu } from "./engine/cpu-sequence.js";
export type { AdderCheck } from "./kernels/threshold-rnn/net.js";
export { checkAdderOnCpu, type AdderReport } from "./engine/adder-check.js";
export { checkAdderOnGpu } from "./engine/gpu-adder-check.js";
export type { ResidualInputs } from "./engine/residual.js";
export { runResidualOnGpu } from "./engine/gpu-residual.js";
export { runResidualOnCpu } from "./engine/cpu-residual.js";
export { runResiduals, type RunResidual } from "./engine/run-residuals.js";
export { runOnGpu } from "./engine/gpu-run.js";
export { runOnCpu } from "./engine/cpu-run.js";
export { openCpu, type CpuDriver, type CpuRunner } from "./engine/cpu-runner.js";
export type { EngineKind } from "./engine/kind.js";
export { runModels, type RunModel } from "./engine/run-models.js";
export { runSequences, type RunSequence } from "./engine/run-sequences.js";
export { checkAdders, type CheckAdder } from "./engine/check-adders.js";
export type { OpenTrainer, Trainer, TrainerState } from "./engine/trainer.js";
export { trainModels } from "./engine/train-models.js";
export { noiseFor, type DrawImages, type DrawRequest, type DrawTrace } from "./engine/drawing.js";
export { drawImages } from "./engine/draw-images.js";
export { SAMPLING_METHODS, samplingPlan, type SamplingMethod, type SamplingPlan } from "./schedule/sampling.js";
export { trainingData, type TrainingData } from "./training/data.js";
export { initialState, openTraining, TRAINING, type TrainingRun, type TrainingSettings } from "./training/run.js";
export { independentNats, uniformNats } from "./training/baselines.js";
export type { DeviceKind, Trace } from "./trace/trace.js";
export type { ResidualNorms, ResidualTrace } from "./trace/residual-trace.js";
export type { SequenceTrace } from "./trace/sequence-trace.js";
export { parseAnyCase } from "./io/cases.js";
export { parseCase, type ConformanceCase } from "./io/conformance.js";
export type { TrainingCase } from "./io/training-case.js";
export { readWeights, writeWeights, type WeightsFile } from "./io/weights-file.js";
export { readSafetensors, writeSafetensors } from "./io/safetensors.js";
export type { SequenceCase } from "./io/sequence-case.js";
