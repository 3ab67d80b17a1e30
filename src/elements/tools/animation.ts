import { pageOf } from "../figure/layout.js";
import { paintFigure } from "../figure/picture.js";
import { nextTask } from "../controllers/slices.js";
import { chosenFrames } from "./chosen-frames.js";
import { GIF_LIMITS } from "./gif-limits.js";
import type { Frames } from "./take-away.js";

const LAST_MS = 2000;
/** Browsers play faster frames slower. */
const SHORTEST_MS = 20;
/** Pixels that are read and given colours in one task. */
const STRIP = 2 ** 16;
/** Frames that the colours are taken from. */
const SAMPLES = 4;

interface Hooks {
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** Draws a run as a GIF, in tasks that keep the page responsive. Rejects when the signal aborts. */
export async function gifFile(frames: Frames, { signal, onProgress }: Hooks): Promise<Blob> {
  const { applyPalette, GIFEncoder, quantize } = await import("gifenc/dist/gifenc.esm.js");
  const chosen = chosenFrames(frames.length, GIF_LIMITS.frames);
  const samples = [...new Set(chosenFrames(chosen.length, SAMPLES))].map((i) => chosen[i] ?? 0);
  const pause = async (): Promise<void> => {
    await nextTask();
    signal.throwIfAborted();
  };

  let [width, height] = [1, 1];
  for (const frame of samples) {
    await pause();
    const page = pageOf(frames.at(frame));
    [width, height] = [Math.max(width, page.width), Math.max(height, page.height)];
  }
  const scale = Math.min(1, GIF_LIMITS.width / width, GIF_LIMITS.height / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);

  async function* strips(
    frame: number,
  ): AsyncGenerator<{ readonly start: number; readonly pixels: Uint8ClampedArray }> {
    const { width: across, height: down } = canvas;
    paintFigure(canvas, frames.at(frame), { scale });
    const context = canvas.getContext("2d");
    const rows = Math.max(1, Math.floor(STRIP / across));
    for (let top = 0; context && top < down; top += rows) {
      await pause();
      yield { start: top * across, pixels: context.getImageData(0, top, across, Math.min(rows, down - top)).data };
    }
  }

  const seen: Uint32Array[] = [];
  for (const frame of samples)
    for await (const { pixels } of strips(frame))
      // a prime, so that no column of the picture is met again and again
      seen.push(new Uint32Array(pixels.buffer).filter((_, i) => i % 7 === 0));
  await pause();
  const colours = new Uint32Array(seen.flatMap((part) => [...part]));
  const palette = quantize(new Uint8Array(colours.buffer), 255);
  const unchanged = palette.length;
  const withUnchanged = [...palette, [0, 0, 0] as const];

  const gif = GIFEncoder();
  const pixels = canvas.width * canvas.height;
  let before: Uint8Array | null = null;
  for (const [i, frame] of chosen.entries()) {
    const now = new Uint8Array(pixels);
    for await (const strip of strips(frame)) now.set(applyPalette(strip.pixels, palette), strip.start);
    await pause();
    const delay = i === chosen.length - 1 ? LAST_MS : Math.max(SHORTEST_MS, 1000 / frames.rate);
    const drawn = before ? now.map((colour, at) => (before?.[at] === colour ? unchanged : colour)) : now;
    gif.writeFrame(drawn, canvas.width, canvas.height, {
      delay,
      dispose: 1,
      ...(before ? { transparent: true, transparentIndex: unchanged } : { palette: withUnchanged }),
    });
    before = now;
    onProgress((i + 1) / chosen.length);
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: "image/gif" });
}
