import type { Predict } from "../controls/predict.js";
import { t } from "../language/t.js";
import type { Facts } from "./facts.js";
import { cellUnder } from "./pictures.js";
import { cellAfterKey } from "./pointing.js";
import type { Scene } from "./scene.js";

/** What is steered. */
interface Steered {
  readonly predict: Predict;
  /** Null before the first run. */
  facts(): Facts | null;
  scene(facts: Facts): Scene;
  /** The cell that is shown. */
  cell(): number;
  choose(cell: number): void;
  /** Another cell is looked at. */
  changed(): void;
  /** A cell in a few words. */
  said(cell: number): string;
  say(text: string): void;
}

/**
 * Pointer and keys on the maps. The mouse looks at the cell under it and comes back; a click or the arrows choose one. While a question
 * asks for cells, a click or Space takes them into the answer.
 */
export class Steering {
  /** The cell under the mouse, looked at until it leaves. */
  hovered: number | null = null;
  readonly #steered: Steered;

  constructor(steered: Steered) {
    this.#steered = steered;
  }

  readonly onHover = (event: PointerEvent): void => {
    if (event.pointerType === "mouse") this.#look(this.#under(event));
  };

  readonly onLeave = (): void => this.#look(null);

  readonly onClick = (event: PointerEvent): void => {
    const cell = this.#under(event);
    if (cell === null) return;
    this.#choose(cell);
    if (this.#steered.predict.picking) this.#take(cell);
  };

  readonly onKey = (event: KeyboardEvent): void => {
    const { predict, facts, cell } = this.#steered;
    const grid = facts()?.sweep.forward.plan.grid;
    if (!grid || event.ctrlKey || event.metaKey || event.altKey) return;
    if (predict.picking && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      return this.#take(cell());
    }
    const next = cellAfterKey(event.key, cell(), grid);
    if (next === null) return;
    event.preventDefault();
    this.#choose(next);
  };

  #under(event: PointerEvent): number | null {
    const { facts, scene } = this.#steered;
    const known = facts();
    return known && cellUnder(event, scene(known));
  }

  #look(cell: number | null): void {
    if (cell === this.hovered) return;
    this.hovered = cell;
    this.#steered.changed();
  }

  #choose(cell: number): void {
    const { choose, said, say } = this.#steered;
    this.hovered = null;
    choose(cell);
    say(said(cell));
  }

  #take(cell: number): void {
    const { predict, said, say } = this.#steered;
    predict.toggleCell(cell);
    say(predict.verdictOf(cell) ? said(cell) : `${said(cell)}: ${t`not chosen`}`);
  }
}
