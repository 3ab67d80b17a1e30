import { SweepfieldError } from "../../error.js";
import { nearest } from "../nearest.js";
import type { Place } from "./layers.js";

/** A mistake in a list of layers, with the stretch of the text where it is. The message names line and column, or the path in JSON. */
export class LayerError extends SweepfieldError {
  readonly place: Place;
  /** The message without its place. */
  readonly what: string;
  constructor(place: Place, what: string) {
    super("spec-invalid", `${place.label}: ${what}`);
    this.place = place;
    this.what = what;
  }
}

const LONGEST = 24;

/** What was read, short and on one line. */
export const quoted = (text: string): string => {
  const line = text.replace(/[\p{C}\s]+/gu, " ");
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`;
};

/** "; did you mean X?", or what is said instead. */
export const orNearest = (word: string, candidates: readonly string[], otherwise: string): string => {
  const near = nearest(word, candidates);
  return near === undefined ? `; ${otherwise}` : `; did you mean ${near}?`;
};
