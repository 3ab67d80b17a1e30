/** The reader points at a pixel of the image in one lane, or at none (null): the other lanes point at the same one. */
export class SfPixelChangeEvent extends CustomEvent<{ readonly pixel: number | null }> {
  static readonly type = "sf-pixel-change";
  constructor(pixel: number | null) {
    super(SfPixelChangeEvent.type, { detail: { pixel } });
  }
}
