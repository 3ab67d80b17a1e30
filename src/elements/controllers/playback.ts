import type { ReactiveController, ReactiveControllerHost } from "lit";
import * as playing from "../../trace/player.js";
import type { Pace, Player } from "../../trace/player.js";

const STRIDE_SECONDS = 1;

/** Runs a player on animation frames. While `held` (off screen) time stands still; with `strides` (reduced motion) it goes on once a second. */
export class Playback implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onEnd: () => void;
  #player: Player;
  #frame = 0;
  #last = 0;
  held = false;
  strides = false;

  constructor(host: ReactiveControllerHost, pace: Pace, onEnd: () => void) {
    this.#host = host;
    this.#onEnd = onEnd;
    this.#player = playing.newPlayer(0, pace);
    host.addController(this);
  }
  get player(): Player {
    return this.#player;
  }
  get step(): number {
    return playing.stepOfPlayer(this.#player);
  }
  /** Replaces the player by what a function of src/trace/player.ts makes of it. */
  set(change: (player: Player) => Player): void {
    this.#player = change(this.#player);
    this.#host.requestUpdate();
    this.hostUpdated();
  }
  hostUpdated(): void {
    if (this.#player.playing && !this.held && this.#frame === 0) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame(this.#onFrame);
    }
  }
  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
  readonly #onFrame = (now: number): void => {
    this.#frame = 0;
    if (!this.#player.playing || this.held) return;
    const seconds = Math.max(0, (now - this.#last) / 1000);
    if (!this.strides || seconds >= STRIDE_SECONDS) {
      // A tab that slept does not jump: a frame counts for a stride at most.
      this.#player = playing.tick(this.#player, Math.min(seconds, STRIDE_SECONDS));
      this.#last = now;
      this.#host.requestUpdate();
      if (!this.#player.playing) this.#onEnd();
    }
    if (this.#player.playing) this.#frame = requestAnimationFrame(this.#onFrame);
  };
}
