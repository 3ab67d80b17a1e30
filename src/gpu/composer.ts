/** One file of shaders/ as text. */
export interface ShaderPart {
  /** Path below shaders/, e.g. "mdrnn/forward.wgsl". */
  readonly file: string;
  readonly text: string;
  /** What stands in its place on a device that has immediates. */
  readonly immediate?: ShaderPart;
}

/** A WGSL constant: a number stands for a u32, everything else names its type and value. */
export type Constant = number | { readonly type: string; readonly value: string };

export interface ShaderSource {
  readonly label: string;
  /** Directives ("enable subgroups;"), which WGSL wants first. */
  readonly directives?: readonly string[];
  /** What is known when the pipeline is made: sizes, live taps, the activation. */
  readonly constants: Readonly<Record<string, Constant>>;
  /** The named files of shaders/lib, then the body. */
  readonly parts: readonly ShaderPart[];
}

export interface ComposedShader {
  readonly label: string;
  /** What it was put together from. */
  readonly source: ShaderSource;
  readonly code: string;
  /** Where a 1-based line of `code` comes from: "mdrnn/forward.wgsl:12", or "constants:3". */
  sourceOf(line: number): string;
}

const constantLine = ([name, constant]: [string, Constant]): string =>
  typeof constant === "number"
    ? `const ${name}: u32 = ${constant}u;`
    : `const ${name}: ${constant.type} = ${constant.value};`;

/** A constant array of integer vectors, e.g. the live taps: `array<vec2i, 4>(vec2i(-1, -1), …)`. */
export function vectorArray(type: "vec2i" | "vec4i", rows: readonly (readonly number[])[]): Constant {
  // WGSL has no empty arrays; a layer without taps keeps one that its count never reaches
  const filled = rows.length > 0 ? rows : [type === "vec2i" ? [0, 0] : [0, 0, 0, 0]];
  return {
    type: `array<${type}, ${filled.length}>`,
    value: `array<${type}, ${filled.length}>(${filled.map((row) => `${type}(${row.join(", ")})`).join(", ")})`,
  };
}

/** A constant array of u32. */
export function uintArray(values: readonly number[]): Constant {
  return {
    type: `array<u32, ${values.length}>`,
    value: `array<u32, ${values.length}>(${values.map((v) => `${v}u`).join(", ")})`,
  };
}

/** Puts a shader together: directives, constants, library files, body. Nothing is substituted in any of them. */
export function composeShader(source: ShaderSource): ComposedShader {
  const sections: { name: string; lines: readonly string[] }[] = [
    { name: "directives", lines: source.directives ?? [] },
    { name: "constants", lines: Object.entries(source.constants).map(constantLine) },
    ...source.parts.map((part) => ({ name: part.file, lines: part.text.split("\n") })),
  ];
  return {
    label: source.label,
    source,
    code: sections.flatMap((section) => section.lines).join("\n"),
    sourceOf(line) {
      let rest = line;
      for (const section of sections) {
        if (rest <= section.lines.length) return `${section.name}:${rest}`;
        rest -= section.lines.length;
      }
      return `end of ${source.label}`;
    },
  };
}

/** The shader for a device that has immediates. */
export const withImmediates = ({ source }: ComposedShader): ComposedShader =>
  composeShader({ ...source, parts: source.parts.map((part) => part.immediate ?? part) });
