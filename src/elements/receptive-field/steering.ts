import { t } from "../language/t.js";
import type { Predict } from "../controls/predict.js";
import { pixelAfterKey, pixelAt } from "../race/pointing.js";

export interface Extent {
  readonly height: number;
  readonly width: number;
  /** Rows of the picture: those of the image or, for a sequence, its levels. */
  readonly rows: number;
}

/** What is steered. */
interface Steered {
  readonly predict: Predict;
  extent(): Extent;
  /** The output that stays when the pointer leaves. */
  pinned(): number;
  pin(pixel: number): void;
  /** Something else is to be shown. */
  changed(): void;
  say(text: string): void;
}

/** The pixel under a point of the picture's box; in the picture of a sequence any level stands for its column. */
const pixelUnder = (box: DOMRect, x: number, y: number, { height, width, rows }: Extent): number => {
  const cell = pixelAt(box, x, y, { height: rows, width });
  return height === 1 ? cell % width : cell;
};

/**
 * Pointer and keys on the picture. The mouse looks at what is under it and comes back; a click, a tap or the arrows choose the output.
 * While a question asks for cells, a press and a drag paint them, and the keyboard has a cursor of its own.
 */
export class Steering {
  /** The pixel under the mouse, looked at until it leaves. */
  hovered: number | null = null;
  /** Where the keyboard chooses cells of an answer. */
  cursor: number | null = null;
  #painting: "on" | "off" | null = null;
  readonly #steered: Steered;

  constructor(steered: Steered) {
    this.#steered = steered;
  }

  /** Forgets what does not go with the question that is asked. */
  settle(): void {
    const { active, picking } = this.#steered.predict;
    if (active) this.hovered = null;
    if (!picking) this.cursor = null;
  }

  readonly onMove = (event: PointerEvent): void => {
    const { predict, changed } = this.#steered;
    const pixel = this.#under(event);
    if (predict.picking) return this.#paint(pixel);
    if (event.pointerType !== "mouse" || predict.active || pixel === this.hovered) return;
    this.hovered = pixel;
    changed();
  };

  readonly onDown = (event: PointerEvent): void => {
    const { predict, pin } = this.#steered;
    const pixel = this.#under(event);
    if (predict.picking) {
      this.#painting = predict.verdictOf(pixel) === null ? "on" : "off";
      return this.#paint(pixel);
    }
    if (!predict.active) pin(pixel);
  };

  readonly onUp = (): void => {
    this.#painting = null;
  };

  readonly onLeave = (): void => {
    this.#painting = null;
    if (this.hovered === null) return;
    this.hovered = null;
    this.#steered.changed();
  };

  readonly onKey = (event: KeyboardEvent): void => {
    const { predict, pinned, pin, extent } = this.#steered;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (predict.active && !predict.picking) return;
    const from = this.cursor ?? pinned();
    const isChoice = predict.picking && (event.key === " " || event.key === "Enter");
    const pixel = isChoice ? from : (pixelAfterKey(event.key, from, extent()) ?? null);
    if (pixel === null) return;
    event.preventDefault();
    if (isChoice) predict.toggleCell(pixel);
    if (predict.picking) return this.#moveCursor(pixel);
    this.hovered = null;
    pin(pixel);
  };

  #moveCursor(pixel: number): void {
    const { predict, extent, changed, say } = this.#steered;
    const { width } = extent();
    this.cursor = pixel;
    changed();
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    say(
      predict.verdictOf(pixel) === null
        ? t`row ${row}, column ${column}: not chosen`
        : t`row ${row}, column ${column}: chosen`,
    );
  }

  #paint(pixel: number): void {
    const { predict } = this.#steered;
    const isPicked = predict.verdictOf(pixel) !== null;
    if (this.#painting !== null && isPicked === (this.#painting === "off")) predict.toggleCell(pixel);
  }

  #under(event: PointerEvent): number {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return pixelUnder(box, event.clientX, event.clientY, this.#steered.extent());
  }
}
