/** How a tiled shader is made from a plain one: the same constants and more, some of its files in place of others. */
import type { ShaderPart, ShaderSource } from "../gpu/composer.js";

/** The parts of a shader, with those of some files in place of a file. */
export const replaced = (
  { parts }: ShaderSource,
  files: Readonly<Record<string, readonly ShaderPart[]>>,
): readonly ShaderPart[] => parts.flatMap((part) => files[part.file] ?? [part]);

/** A constant of a shader that is a number. */
export function numberOf({ label, constants }: ShaderSource, name: string): number {
  const constant = constants[name];
  if (typeof constant !== "number") throw new TypeError(`${label} has no number ${name}`);
  return constant;
}
