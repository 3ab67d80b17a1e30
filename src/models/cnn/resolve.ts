/** A net on an input: every layer with its shapes and counts, as a tree of branches. Repeats are written out, shared layers are found. */
import { nearest } from "../nearest.js";
import { formulaText, valueOf } from "./formula.js";
import { leafText } from "./format.js";
import {
  MAX_NESTING,
  type ConcatLayer,
  type GroupLayer,
  type Layer,
  type Leaf,
  type Placed,
  type Place,
  type ResidualLayer,
  type SharedLayer,
} from "./layers.js";
import { measure, type Measured } from "./measure.js";
import { LayerError } from "./problem.js";
import { sameShape, sameSize, shapeText, type Shape } from "./shape.js";

export interface CnnLayer extends Measured {
  /** In the notation: "Conv3-64". */
  readonly name: string;
  /** `add` and `concat` are the ends of branches. */
  readonly layer: Placed<Leaf> | { readonly type: "add" | "concat"; readonly place: Place };
  readonly input: Shape;
  /** Trainable numbers that this layer adds: none where it uses those of a named one again. */
  readonly parameters: bigint;
  /** The name whose weights are used again. */
  readonly shares: string | null;
}

export type Resolved =
  | { readonly kind: "layer"; readonly count: CnnLayer }
  | {
      readonly kind: "residual";
      readonly body: readonly Resolved[];
      readonly shortcut: readonly Resolved[];
      readonly end: CnnLayer;
    }
  | { readonly kind: "concat"; readonly branches: readonly (readonly Resolved[])[]; readonly end: CnnLayer }
  | { readonly kind: "named" | "shared"; readonly name: string; readonly layers: readonly Resolved[] };

/** A layer with weights, as a later use of its name must find it. */
interface Weights {
  readonly name: string;
  readonly formula: string;
}
interface Definition {
  readonly layers: readonly Layer[];
  readonly repeat: number;
  readonly weights: readonly Weights[];
}
/** A name in use again. */
interface Reuse {
  readonly name: string;
  readonly place: Place;
  readonly weights: readonly Weights[];
  next: number;
}
interface Walked {
  readonly parts: readonly Resolved[];
  readonly output: Shape;
}

/** @throws LayerError where shapes do not go together, a name is missing or the net is too long. */
export function resolve(layers: readonly Layer[], input: Shape, most: number): Walked {
  return new Walk(most).sequence(layers, input, null, 0);
}

class Walk {
  readonly #names = new Map<string, Definition>();
  /** The names being defined, outermost first. */
  readonly #recording: Weights[][] = [];
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  sequence(layers: readonly Layer[], input: Shape, reuse: Reuse | null, depth: number): Walked {
    const parts: Resolved[] = [];
    let output = input;
    for (const layer of layers) {
      const walked = this.#layer(layer, output, reuse, depth);
      parts.push(...walked.parts);
      output = walked.output;
    }
    return { parts, output };
  }

  #layer(layer: Layer, input: Shape, reuse: Reuse | null, depth: number): Walked {
    if (depth > 2 * MAX_NESTING)
      throw new LayerError(layer.place, `names and brackets nest more than ${2 * MAX_NESTING} deep; take some away`);
    switch (layer.type) {
      case "residual":
        return this.#residual(layer, input, reuse, depth);
      case "concat":
        return this.#concat(layer, input, reuse, depth);
      case "group":
        return layer.name === null || reuse !== null
          ? this.#repeated(layer, input, reuse, depth)
          : this.#named(layer.name, layer, input, depth);
      case "shared":
        return this.#shared(layer, input, depth);
      default:
        return this.#leaf(layer, input, reuse);
    }
  }

  #leaf(layer: Placed<Leaf>, input: Shape, reuse: Reuse | null): Walked {
    const measured = measure(layer, input);
    const name = leafText(layer);
    const isRecorded = reuse !== null || this.#recording.length > 0;
    if (isRecorded && measured.formula.length > 0) this.#weigh({ name, formula: formulaText(measured.formula) }, reuse);
    const parameters = reuse === null ? valueOf(measured.formula) : 0n;
    const buffers = reuse === null ? measured.buffers : 0n;
    const count: CnnLayer = { ...measured, name, layer, input, parameters, buffers, shares: reuse?.name ?? null };
    return { parts: [{ kind: "layer", count: this.#counted(count) }], output: measured.output };
  }

  /** Weights are noted for the names being defined, or compared with those that were noted. */
  #weigh(weights: Weights, reuse: Reuse | null): void {
    if (reuse === null) {
      for (const list of this.#recording) list.push(weights);
      return;
    }
    const made = reuse.weights[reuse.next];
    reuse.next += 1;
    if (made?.formula !== weights.formula)
      throw new LayerError(
        reuse.place,
        `@${reuse.name}: ${weights.name} was made with ${made?.formula ?? "no"} weights and would need ${weights.formula} here; give it the same input or write a layer of its own`,
      );
  }

  #counted(count: CnnLayer): CnnLayer {
    this.#count += 1;
    if (this.#count > this.#most)
      throw new LayerError(
        count.layer.place,
        `the net has more than ${this.#most.toLocaleString("en-US")} layers once its repeats are written out; repeat less`,
      );
    return count;
  }

  #end(layer: Layer, type: "add" | "concat", input: Shape, output: Shape): CnnLayer {
    return this.#counted({
      name: type === "add" ? "Add" : "Concat",
      layer: { type, place: layer.place },
      input,
      output,
      formula: [],
      parameters: 0n,
      biases: 0n,
      buffers: 0n,
      neurons: null,
      inputsPerNeuron: null,
      connections: 0n,
      macs: 0n,
      unweighted: 0n,
      shares: null,
    });
  }

  #residual(layer: Placed<ResidualLayer>, input: Shape, reuse: Reuse | null, depth: number): Walked {
    const body = this.sequence(layer.body, input, reuse, depth + 1);
    const shortcut = this.sequence(layer.shortcut, input, reuse, depth + 1);
    if (!sameShape(body.output, shortcut.output)) {
      const { channels, height } = body.output;
      const stride = height > 0n && input.height / height > 1n ? ` s${input.height / height}` : "";
      throw new LayerError(
        layer.place,
        `the body gives ${shapeText(body.output)} and the shortcut ${shapeText(shortcut.output)}, which cannot be added; make them equal, such as Res(… | Conv1-${channels}${stride})`,
      );
    }
    const end = this.#end(layer, "add", input, body.output);
    return { parts: [{ kind: "residual", body: body.parts, shortcut: shortcut.parts, end }], output: body.output };
  }

  #concat(layer: Placed<ConcatLayer>, input: Shape, reuse: Reuse | null, depth: number): Walked {
    const branches = layer.branches.map((branch) => this.sequence(branch, input, reuse, depth + 1));
    const first = branches[0]!.output;
    const odd = branches.find(({ output }) => !sameSize(output, first));
    if (odd)
      throw new LayerError(
        layer.place,
        `its branches give ${shapeText(first)} and ${shapeText(odd.output)}, whose sizes differ; give all branches the same strides and padding`,
      );
    const channels = branches.reduce((sum, { output }) => sum + output.channels, 0n);
    const output = { ...first, channels };
    const end = this.#end(layer, "concat", input, output);
    return { parts: [{ kind: "concat", branches: branches.map(({ parts }) => parts), end }], output };
  }

  #repeated(
    { layers, repeat }: Pick<GroupLayer, "layers" | "repeat">,
    input: Shape,
    reuse: Reuse | null,
    depth: number,
  ): Walked {
    const parts: Resolved[] = [];
    let output = input;
    for (let i = 0; i < repeat; i++) {
      const walked = this.sequence(layers, output, reuse, depth + 1);
      parts.push(...walked.parts);
      output = walked.output;
    }
    return { parts, output };
  }

  #named(name: string, layer: Placed<GroupLayer>, input: Shape, depth: number): Walked {
    if (this.#names.has(name))
      throw new LayerError(
        layer.place,
        `the name ${name} is given twice; use the layers again as @${name}, or put the name outside of what is repeated`,
      );
    const weights: Weights[] = [];
    this.#recording.push(weights);
    const { parts, output } = this.#repeated(layer, input, null, depth);
    this.#recording.pop();
    this.#names.set(name, { layers: layer.layers, repeat: layer.repeat, weights });
    return { parts: [{ kind: "named", name, layers: parts }], output };
  }

  #shared({ of, place }: Placed<SharedLayer>, input: Shape, depth: number): Walked {
    const definition = this.#names.get(of);
    if (!definition) throw new LayerError(place, this.#noName(of));
    const reuse: Reuse = { name: of, place, weights: definition.weights, next: 0 };
    const { parts, output } = this.#repeated(definition, input, reuse, depth);
    return { parts: [{ kind: "shared", name: of, layers: parts }], output };
  }

  #noName(of: string): string {
    const near = nearest(of, [...this.#names.keys()]);
    return near === undefined
      ? `no layer before this one is named ${of}; write ${of} = Conv3-64 first`
      : `no layer is named ${of}; did you mean @${near}?`;
  }
}
