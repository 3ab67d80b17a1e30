import type { ReactiveController, ReactiveControllerHost } from "lit";
import * as playing from "../../trace/player.js";
import type { Pace, Player } from "../../trace/player.js";
import { SfStepEvent } from "../controls/step.event.js";
import type { Announcer } from "./announcer.js";
import { Media } from "./media.js";
import { Playback } from "./playback.js";
import type { Visibility } from "./visibility.js";

interface ClockOptions {
  readonly visibility: Visibility;
  readonly announcer: Announcer;
  /** How fast it goes at the present settings. */
  pace(): Pace;
  /** The step in words; null where there is nothing to say. */
  said(): string | null;
  /** It was moved by hand and has come to rest at a step, which belongs into the link. */
  onRest?(step: number): void;
}

/** A clock that is being dragged rests when it has not moved for so long. */
const REST_MS = 400;

/** The clock of an element: plays on screen only, strides where less motion is wanted, and tells of every step. */
export class Clock implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: ClockOptions;
  readonly #playback: Playback;
  readonly #calm: Media;
  #toldStep = -1;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: ClockOptions) {
    this.#host = host;
    this.#options = options;
    this.#calm = new Media(host, "(prefers-reduced-motion: reduce)");
    this.#playback = new Playback(host, options.pace(), () => this.announce());
    host.addController(this);
  }

  /** Ticks done. */
  get step(): number {
    return this.#playback.step;
  }
  get length(): number {
    return this.#playback.player.length;
  }
  get playing(): boolean {
    return this.#playback.player.playing;
  }
  /** Whether less motion is wanted. */
  get isCalm(): boolean {
    return this.#calm.matches;
  }

  /** Replaces the player by what a function of src/trace/player.ts makes of it. */
  set(change: (player: Player) => Player): void {
    this.#playback.set(change);
  }
  seek(step: number): void {
    this.set((player) => playing.seek(player, step));
  }
  play(): void {
    this.set(playing.play);
  }
  pause(): void {
    this.set(playing.pause);
  }
  /** Goes to a step and stands there. */
  stand(step: number): void {
    this.set((player) => playing.pause(playing.seek(player, step)));
  }
  /** Another run of another length: what was played stays played. */
  withLength(length: number): void {
    this.set((player) => playing.withLength(player, length));
  }

  /** What the timeline shows, and what moves the clock by hand. */
  get view() {
    return {
      step: this.step,
      length: this.length,
      playing: this.playing,
      onPlay: (isPlaying: boolean): void => (isPlaying ? this.play() : this.#move(playing.pause)),
      onSeek: (step: number): void => this.#move((player) => playing.seek(player, step)),
      onStep: (steps: number): void => this.#move((player) => playing.stepBy(player, steps)),
    };
  }

  announce(): void {
    const said = this.#options.said();
    if (said !== null) this.#options.announcer.say(said);
  }

  hostUpdate(): void {
    this.#playback.held = !this.#options.visibility.onScreen;
    this.#playback.strides = this.isCalm;
    const { stepsPerSecond, growth } = this.#options.pace();
    const { pace } = this.#playback.player;
    if (pace.stepsPerSecond !== stepsPerSecond || pace.growth !== growth)
      this.set((player) => playing.withPace(player, { stepsPerSecond, growth }));
  }
  hostUpdated(): void {
    const { step } = this;
    if (step === this.#toldStep) return;
    this.#toldStep = step;
    this.#host.dispatchEvent(new SfStepEvent(step, this.length));
  }
  hostDisconnected(): void {
    clearTimeout(this.#rest);
  }

  #move(change: (player: Player) => Player): void {
    this.set((player) => playing.pause(change(player)));
    this.announce();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#options.onRest?.(this.step), REST_MS);
  }
}
