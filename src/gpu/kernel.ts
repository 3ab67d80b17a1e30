import type { ComposedShader } from "./composer.js";

export type BindingKind = "read" | "read-write";

/**
 * What the runner needs to know of a shader: its text, the buffers it binds in order (group 0), and how many workgroups a range of
 * items takes. Group 1 is the range of shaders/lib/range.wgsl, unless it comes as immediates; group 2 is the stamp buffer of the test variant.
 */
export interface Kernel {
  readonly shader: ComposedShader;
  readonly bindings: readonly BindingKind[];
  readonly stamped: boolean;
  /** Multiply-adds per item, for the runner's estimate of a slice's time. */
  readonly macsPerItem: number;
  workgroups(count: number): readonly [number, number];
}

/** Invocations of a workgroup, as written in the shaders. */
export const WORKGROUP_SIZE = 64;
