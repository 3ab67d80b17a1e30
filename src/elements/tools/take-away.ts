/** What an element gives away of what it shows: `src/elements/<name>/<name>.take-away.ts` exports it, loaded when it is asked for. */
import type { Figure } from "../figure/marks.js";

/** Plain data of what is on screen, unrounded: one CSV file, or a table of the JSON. */
export interface DataTable {
  /** Becomes part of the file's name: "steps". */
  readonly name: string;
  /** With the unit in the name where there is one: "milliseconds". */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The moments of a run, as pictures. */
export interface Frames {
  readonly length: number;
  /** Frames a second. */
  readonly rate: number;
  at(frame: number): Figure;
}

export interface TakeAway<Element> {
  /** The picture of what is shown, with the reader's own image where there is one, run on the element's device. */
  figure(element: Element): Promise<Figure>;
  /** The run from its first step to the last; null where nothing moves. */
  frames: ((element: Element) => Promise<Frames>) | null;
  /** Everything that the tables of the element hold; empty while it is held back by a question. */
  tables(element: Element): readonly DataTable[];
  /** Python that builds the model on screen in PyTorch and prints its output's shape; null where there is no model. */
  pytorch: ((element: Element) => string) | null;
  /** What Previous and Next of the presenter go through where there is no clock: settings by attribute. */
  readonly scenes?: readonly Readonly<Record<string, string>>[];
}
