import { isSequenceKind } from "../models/sequence.js";
import { objectAt } from "./case-parts.js";
import { imageCase, type ConformanceCase } from "./conformance.js";
import { parseJson } from "./json.js";
import { sequenceCase, type SequenceCase } from "./sequence-case.js";
import { trainingCase, type TrainingCase } from "./training-case.js";

/** Reads one conformance case of any model: over an image, over time or of training, as its `over` says. Throws as `parseCase`. */
export function parseAnyCase(text: string): ConformanceCase | SequenceCase | TrainingCase {
  const root = objectAt(parseJson(text, "case-invalid"), "the file");
  if (root["schema"] === "sweepfield-training-case/1") return trainingCase(root);
  return isSequenceKind(root["model"]) ? sequenceCase(root) : imageCase(root);
}
