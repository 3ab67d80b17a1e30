import type { RunModel } from "../../engine/run-models.js";
import type { Engine } from "../controllers/engine.js";

/** A CSS colour, or "none"; `hatch` is the hatching of what has not run or is not seen. */
export type Paint = string;
export const HATCH: Paint = "hatch";

interface Stroked {
  readonly stroke?: Paint;
  /** 1 unless given. */
  readonly strokeWidth?: number;
  /** As in SVG: "4 2". */
  readonly dash?: string;
}
interface Filled extends Stroked {
  /** "none" unless given. */
  readonly fill?: Paint;
  readonly opacity?: number;
}

export interface RectMark extends Filled {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}
export interface CircleMark extends Filled {
  readonly kind: "circle";
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}
export interface PathMark extends Filled {
  readonly kind: "path";
  /** SVG path data, absolute. */
  readonly d: string;
}
export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  /** 13 unless given. */
  readonly size?: number;
  readonly weight?: 400 | 600 | 700;
  readonly italic?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: Paint;
}
/** A grid of equal cells with thin gaps. A cell whose colour is transparent (0) is hatched. */
export interface CellsMark {
  readonly kind: "cells";
  readonly x: number;
  readonly y: number;
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell. */
  readonly side: number;
  /** Row-major, RGBA words as the ramps have them. */
  readonly colours: Uint32Array;
}
/** Frames around cells of a grid: the step that runs, a chosen cell, a verdict. */
export interface FramesMark {
  readonly kind: "frames";
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly side: number;
  readonly cells: readonly number[];
  readonly stroke: Paint;
  readonly strokeWidth?: number;
  readonly dash?: string;
}
export type Mark = RectMark | CircleMark | PathMark | TextMark | CellsMark | FramesMark;

export interface LegendEntry {
  readonly label: string;
  /** A swatch of one colour, a frame, or a ramp with what its ends stand for. */
  readonly swatch:
    | { readonly fill?: Paint; readonly stroke?: Paint; readonly dash?: string }
    | { readonly ramp: Uint32Array; readonly ends: readonly [string, string, string] };
}

/** A labelled picture of an element's state: what `svgOf` writes. */
export interface Figure {
  readonly title: string;
  /** Plain sentences: what is shown, with the numbers and the settings that give it back. */
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  /** Size of the drawing, without title, caption and legend, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** What a figure's numbers are run on. */
export type FigureEngine<Run = RunModel> = Pick<Engine<Run>, "device" | "run">;

/** Gives a file of weights that comes with the project, by its name. */
export type ReadBuiltin = (name: string) => Promise<Uint8Array | null>;

/** What `<name>.figure.ts` exports as `figureOf`: runs the state and draws it. */
export type FigureOf<State, Run = RunModel> = (
  state: State,
  engine: FigureEngine<Run>,
  readBuiltin?: ReadBuiltin,
) => Promise<Figure>;
