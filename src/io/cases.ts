import { isSequenceKind } from "../models/sequence.js";
import { objectAt } from "./case-parts.js";
import { imageCase, type ConformanceCase } from "./conformance.js";
import { parseJson } from "./json.js";
import { sequenceCase, type SequenceCase } from "./sequence-case.js";

/** Reads one conformance case of any model: over an image or over time, as its `over` says. Throws as `parseCase`. */
export function parseAnyCase(text: string): ConformanceCase | SequenceCase {
  const root = objectAt(parseJson(text, "case-invalid"), "the file");
  return isSequenceKind(root["model"]) ? sequenceCase(root) : imageCase(root);
}
