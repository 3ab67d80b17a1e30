/** Between torch's tensors (T, N, C) and the kernels' columns: [N, T + 2, slots]. */
import { sizeOf, type Tensor } from "../../models/tensor.js";
import type { ChannelLayout } from "../channel-layout.js";

/** Where columns of a region lie: channel j of sequence n in column t. */
const place = (layout: ChannelLayout, columns: number, t: number, n: number, j: number): number =>
  (n * columns + t) * layout.groups * 4 + layout.slotOf[j]!;

/** Adds (T, N, C) to the columns from `first` on of a region that starts at `offset`. */
export function packSteps(
  layout: ChannelLayout,
  columns: number,
  { shape, data }: Tensor,
  target: Float32Array,
  { offset = 0, first = 1 }: { readonly offset?: number; readonly first?: number } = {},
): void {
  const [steps = 1, batch = 1, channels = 1] = shape;
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < batch; n++) {
      for (let j = 0; j < channels; j++) {
        target[offset + place(layout, columns, first + t, n, j)]! += data[(t * batch + n) * channels + j]!;
      }
    }
  }
}

/** Reads (T, N, C) of this shape back, from column `first` on. */
export function unpackSteps(
  layout: ChannelLayout,
  columns: number,
  shape: readonly [steps: number, batch: number, channels: number],
  source: Float32Array,
  first = 1,
): Tensor<Float32Array> {
  const [steps, batch, channels] = shape;
  const data = new Float32Array(sizeOf(shape));
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < batch; n++) {
      for (let j = 0; j < channels; j++) {
        data[(t * batch + n) * channels + j] = source[place(layout, columns, first + t, n, j)]!;
      }
    }
  }
  return { shape, data };
}
