import type { CompletionRun } from "./completion/run.js";
import type { MethodsRun } from "./methods/run.js";
import type { ModelsRun } from "./models/run.js";
import type { TrainingRecord } from "./training/record.js";

/** What a view has run, as figures and tables read it. */
export type Results =
  | { readonly view: "methods"; readonly run: MethodsRun }
  | { readonly view: "models"; readonly run: ModelsRun }
  | { readonly view: "training"; readonly run: TrainingRecord }
  | { readonly view: "completion"; readonly run: CompletionRun };
