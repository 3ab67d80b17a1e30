import type { BuiltinName } from "../../../io/builtin-images.js";
import type { ImageSize } from "../../../io/pixels.js";
import type { Tensor } from "../../../models/tensor.js";

/** The image that the models read. */
export interface ImageValue {
  /** The file's name, or that of the built-in image. */
  readonly name: string;
  /** Null for the reader's own image. */
  readonly builtin: BuiltinName | null;
  /** Size of the picture before it was scaled. A built-in image is drawn at the size that is asked for. */
  readonly original: ImageSize;
  /** What the reader chose, not what the image has. */
  readonly colour: "auto" | "grey";
  /** (1, C, H, W) in [−1, 1]; C is 1 where every pixel is grey or grey is chosen, else 3. */
  readonly tensor: Tensor<Float32Array>;
}

/** There is another image, or the same one in another size or colour. */
export class SfImageChangeEvent extends CustomEvent<ImageValue> {
  static readonly type = "sf-image-change";
  constructor(value: ImageValue) {
    super(SfImageChangeEvent.type, { bubbles: true, composed: true, detail: value });
  }
}
