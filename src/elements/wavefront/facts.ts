import { cellCount } from "../../graph/grid.js";
import type { WavefrontState } from "./model.js";
import { profileOf } from "./profile.js";
import type { Profile } from "./profile.js";
import { sceneOf } from "./scene.js";
import type { Scene } from "./scene.js";
import type { Sweep } from "./sweep.js";

/** What is loaded while the engine runs. */
export type Details = typeof import("./details.js");

/** What is worked out of one sweep and read in every frame: kept until it is asked for something else. */
export class Facts {
  readonly sweep: Sweep;
  readonly details: Details;
  readonly #profiles = new Map<string, Profile>();
  #context: { readonly cell: number; readonly pixels: readonly number[] } | null = null;
  #scene: { readonly key: string; readonly scene: Scene } | null = null;

  constructor(sweep: Sweep, details: Details) {
    this.sweep = sweep;
    this.details = details;
  }

  profile(pass: WavefrontState["pass"], unit: WavefrontState["unit"]): Profile {
    const key = `${pass} ${unit}`;
    const profile = this.#profiles.get(key) ?? profileOf(this.sweep.access, this.sweep[pass].plan, unit);
    this.#profiles.set(key, profile);
    return profile;
  }

  /** The pixels that a cell sees. */
  context(cell: number): readonly number[] {
    if (this.#context?.cell !== cell) {
      const { access, forward } = this.sweep;
      this.#context = { cell, pixels: this.details.receptiveFieldAt(access, forward.plan.grid, cell) };
    }
    return this.#context.pixels;
  }

  scene(layout: WavefrontState["layout"], width: number): Scene {
    const key = `${layout} ${width}`;
    if (this.#scene?.key !== key) this.#scene = { key, scene: sceneOf(this.sweep, layout, width) };
    return this.#scene.scene;
  }

  /** Whether some cells never run, because no output needs them. */
  get hasNever(): boolean {
    const ran = this.profile("forward", "cells").reduce((sum, width) => sum + width, 0);
    return ran < cellCount(this.sweep.forward.plan.grid);
  }
}
