/** The reader chooses a pixel of a lane as an answer, or takes it back. */
export class SfPickEvent extends CustomEvent<{ readonly pixel: number }> {
  static readonly type = "sf-pick";
  constructor(pixel: number) {
    super(SfPickEvent.type, { detail: { pixel } });
  }
}
