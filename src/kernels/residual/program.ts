/**
 * A residual stack forward and backward as a list of operations on one memory, one after the other: what the GPU runs as dispatches
 * and the CPU as calls. It follows from the placement's table, and knows nothing of its names.
 */
import { blockOperations, residualNames, type PlacedOperation, type ResidualSpec } from "../../models/residual.js";
import type { GradientProduct } from "../gradients/gpu.js";
import { chunksOfRows, PARTS, rowSize, tensorSize, type OperationKind, type ResidualShape } from "./shape.js";
import { weightPlaces } from "./pack.js";

/** Places are floats from the start of the memory or, for `parameter`, of the weights. */
export interface Operation {
  readonly kind: OperationKind;
  readonly reads: readonly number[];
  readonly parameter: number;
  readonly target: number;
}

/** "norms": activations stay, gradients overwrite one another. "gradients": every gradient stays, so that those of the weights follow. */
export type Wanted = "norms" | "gradients";

export interface ResidualProgram {
  readonly operations: readonly Operation[];
  /** Floats of the memory. It starts as zeros, x and the gradient of the output aside. */
  readonly size: number;
  /** x_0 … x_L. */
  readonly activations: readonly number[];
  /** g_0 … g_L; where only norms are wanted, just g_L and g_0 are there at the end. */
  readonly gradients: readonly number[];
  /** The norms, four floats each of which the first counts: of x_l, g_l and the skip-only g_l for l = 0 … L, and of the branch's part for l < L. */
  readonly norms: number;
  /** What every weight gradient is a product of, tap by tap. */
  readonly products: readonly (GradientProduct & { readonly name: string; readonly tap: number })[];
  /** Floats of all weight gradients together. */
  readonly productSize: number;
  /** mean(g), then mean(g ⊙ ẑ), of every norm. */
  readonly normGradients: readonly { readonly gamma: string; readonly beta: string; readonly at: number }[];
}

export type NormSeries = "activation" | "gradient" | "skip" | "branch";

/** Where a norm stands in the list of all. */
export const normIndex = (blocks: number, series: NormSeries, l: number): number =>
  ({ activation: 0, gradient: 1, skip: 2, branch: 3 })[series] * (blocks + 1) + l;

export const normCount = (blocks: number): number => 4 * (blocks + 1);

/** An operation that ran forward, and where its backward finds what it needs. */
interface Ran extends PlacedOperation {
  readonly block: number;
  readonly input: number;
  readonly output: number;
  /** mean and s of a norm. */
  readonly statistics: number;
}

export function residualProgram(spec: ResidualSpec, shape: ResidualShape, wanted: Wanted): ResidualProgram {
  const { branch, after, skip } = blockOperations(spec);
  const { blocks } = spec;
  const places = weightPlaces(spec, shape);
  const tensor = tensorSize(shape);
  const operations: Operation[] = [];
  // the zeros that padding reads come first
  let size = rowSize(shape);
  const allocate = (floats: number): number => {
    const at = size;
    size += floats;
    return at;
  };
  const chunks = allocate(2 * rowSize(shape) * chunksOfRows(shape));
  const parts = allocate(4 * PARTS);
  const norms = allocate(4 * normCount(blocks));
  const emit = (kind: OperationKind, reads: readonly number[], target: number, parameter = 0): number => {
    operations.push({ kind, reads, parameter, target });
    return target;
  };
  const measure = (series: NormSeries, l: number, of: number): void => {
    emit("length", [of], parts);
    emit("length-total", [parts], norms + 4 * normIndex(blocks, series, l));
  };

  const apply = (operation: PlacedOperation, block: number, input: number, mayOverwrite: boolean): Ran => {
    const ran = { ...operation, block, input, statistics: 0 };
    switch (operation.kind) {
      case "weight":
        return { ...ran, output: emit("product", [input], allocate(tensor), places.forward(block, operation.index)) };
      case "relu":
        return { ...ran, output: emit("relu", [input], mayOverwrite ? input : allocate(tensor)) };
      case "norm": {
        const statistics = allocate(2 * rowSize(shape));
        emit("moments", [input], chunks);
        emit("moments-total", [chunks], statistics);
        const parameter = places.norm(block, operation.index);
        return { ...ran, statistics, output: emit("normalise", [input, statistics], allocate(tensor), parameter) };
      }
    }
  };
  /** A ReLU overwrites what nobody else reads: a norm's backward starts from what the norm read. */
  const run = (list: readonly PlacedOperation[], block: number, start: number, ownsStart: boolean): readonly Ran[] => {
    let value = start;
    return list.map((operation, i) => {
      const ran = apply(operation, block, value, i > 0 || ownsStart);
      value = ran.output;
      return ran;
    });
  };

  const activations = [allocate(tensor)];
  const ranBlocks: { readonly branch: readonly Ran[]; readonly after: readonly Ran[] }[] = [];
  measure("activation", 0, activations[0]!);
  for (let l = 0; l < blocks; l++) {
    const x = activations[l]!;
    const onBranch = run(branch, l, x, false);
    const end = onBranch.at(-1)!.output;
    const sum = skip ? emit("add", [x, end], allocate(tensor)) : end;
    const behind = run(after, l, sum, true);
    const next = behind.at(-1)?.output ?? sum;
    activations.push(next);
    ranBlocks.push({ branch: onBranch, after: behind });
    measure("activation", l + 1, next);
  }

  const slots = new Map<string, number>();
  /** A place for a gradient: the one of that name, or a new one where all have to stay. */
  const place = (name: string): number => {
    if (wanted === "gradients") return allocate(tensor);
    let at = slots.get(name);
    if (at === undefined) slots.set(name, (at = allocate(tensor)));
    return at;
  };
  const products: (GradientProduct & { readonly name: string; readonly tap: number })[] = [];
  const normGradients: { gamma: string; beta: string; at: number }[] = [];
  let productSize = 0;
  const noteProducts = (ran: Ran, delta: number): void => {
    if (wanted === "norms") return;
    shape.taps.forEach(([dr, dc], tap) => {
      const { groups } = shape;
      const name = residualNames.weight(ran.block, ran.index);
      products.push({
        name,
        tap,
        dr,
        dc,
        source: ran.input,
        inGroups: groups,
        delta,
        outGroups: groups,
        result: productSize,
      });
      productSize += rowSize(shape) ** 2;
    });
  };
  /** Jᵀg through a list of operations, last to first, in places of these names. */
  const back = (list: readonly Ran[], start: number, names: readonly [string, string], isTotal: boolean): number => {
    let g = start;
    let turn = 0;
    return list.reduceRight((_, ran) => {
      // a product cannot run in place, and nothing may overwrite the gradient that it all starts from
      const inPlace = ran.kind !== "weight" && g !== start && wanted === "norms";
      const target = inPlace ? g : place(names[turn++ % 2]!);
      if (ran.kind === "weight") {
        if (isTotal) noteProducts(ran, g);
        g = emit("product", [g], target, places.backward(ran.block, ran.index));
      } else if (ran.kind === "relu") g = emit("gate", [g, ran.output], target);
      else {
        const means = allocate(2 * rowSize(shape));
        if (isTotal)
          normGradients.push({
            gamma: residualNames.gamma(ran.block, ran.index),
            beta: residualNames.beta(ran.block, ran.index),
            at: means,
          });
        emit("sums", [g, ran.input, ran.statistics], chunks);
        emit("sums-total", [chunks], means);
        const parameter = places.norm(ran.block, ran.index);
        g = emit("normalise-backward", [g, ran.input, ran.statistics, means], target, parameter);
      }
      return g;
    }, start);
  };

  const gradients = [allocate(tensor)];
  let skipOnly = gradients[0]!;
  measure("gradient", blocks, skipOnly);
  measure("skip", blocks, skipOnly);
  for (let l = blocks - 1; l >= 0; l--) {
    const ran = ranBlocks[l]!;
    const direct = back(ran.after, gradients[0]!, ["direct", "direct, other"], true);
    const through = back(ran.branch, direct, ["branch", "branch, other"], true);
    measure("branch", l, through);
    // two that take turns: the skip-only path still reads g_L
    const next = skip ? emit("add", [direct, through], place(`total ${l % 2}`)) : through;
    gradients.unshift(next);
    measure("gradient", l, next);
    if (!skip) continue;
    skipOnly = back(ran.after, skipOnly, [`skip ${l % 2}`, "skip, other"], false);
    measure("skip", l, skipOnly);
  }
  return {
    operations,
    size,
    activations,
    gradients,
    norms,
    products,
    productSize,
    normGradients,
  };
}
