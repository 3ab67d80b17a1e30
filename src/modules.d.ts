/** A shader as text. Comments and blank space are stripped in the browser bundles. */
declare module "*.wgsl" {
  const code: string;
  export default code;
}

/** A worker's entry ("worker-source:./cpu-worker.ts"), bundled into one classic script, as text for a blob worker. */
declare module "worker-source:*" {
  const script: string;
  export default script;
}

/** The elements, by the names of their folders: "race" is <sf-race>. */
declare module "sweepfield:elements" {
  export const names: readonly string[];
}

/** The version of this package. */
declare module "sweepfield:version" {
  export const version: string;
}

/** A GIF encoder without types of its own (github.com/mattdesl/gifenc); its main file is CommonJS, which has no names on demand. */
declare module "gifenc/dist/gifenc.esm.js" {
  type Palette = readonly (readonly [number, number, number])[];
  interface FrameOptions {
    /** Milliseconds. */
    readonly delay: number;
    /** Of the first frame: of all. */
    readonly palette?: Palette;
    readonly transparent?: boolean;
    readonly transparentIndex?: number;
    /** 1: the next frame is drawn over this one. */
    readonly dispose?: number;
  }
  export const quantize: (rgba: Uint8Array, colours: number) => Palette;
  /** An index for every pixel. */
  export const applyPalette: (rgba: Uint8ClampedArray, palette: Palette) => Uint8Array;
  export const GIFEncoder: () => {
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
}
