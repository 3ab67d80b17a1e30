import { behind, type Direction } from "../../models/directions.js";
import { modelMaps, READOUT, type Tap } from "../../models/maps.js";
import type { Offset } from "../../models/mask.js";
import type { Activation, ModelSpec } from "../../models/spec.js";

/** How the cells of a map turn what they read into a value; the shaders of the same names compute them. */
export type CellKind = "affine" | "gated" | "lstm";

/** A map of a model as the cell kernels run it: its access map and what becomes of the sum. */
export interface MapRole {
  readonly layer: number;
  readonly kind: CellKind;
  readonly channels: number;
  /** Pre-activations per value: 1, 2 (gated) or 3 + forget gates. */
  readonly parts: number;
  readonly activation: Activation;
  /** Name of the bias. */
  readonly bias: string;
  readonly taps: readonly Tap[];
  /** Where the cell state behind each forget gate lies. */
  readonly forgets: readonly Offset[];
}

const at = (dr: number, dc: number): Offset => ({ dr, dc });

/** West and north as a sweep in that direction sees them. */
const forgetsOf = (direction: Direction): readonly Offset[] => {
  const { west, north } = behind(direction);
  return [west, north];
};

const DIAGONAL_FORGETS: Readonly<Record<string, readonly Offset[]>> = {
  left: [at(0, -1)],
  right: [at(0, 1)],
};

type Shape = Pick<MapRole, "kind" | "channels" | "activation" | "bias" | "forgets">;

function shapeOf(spec: ModelSpec, layer: number, name: string): Shape {
  const plain = { activation: "none", forgets: [] } as const;
  if (name === READOUT) return { ...plain, kind: "affine", channels: spec.inputs, bias: "bias" };
  switch (spec.kind) {
    case "pixelcnn": {
      const { out, activation } = spec.layers[layer]!;
      return { kind: "affine", channels: out, activation, bias: "bias", forgets: [] };
    }
    case "gated-pixelcnn": {
      const channels = spec.layers[layer]!.out;
      const bias = { v: "v.bias", g: "h.bias", h: "out.bias" }[name]!;
      return { ...plain, kind: name === "h" ? "affine" : "gated", channels, bias };
    }
    case "mdrnn": {
      const cell = spec.layers[layer]!;
      const bias = spec.directions === 4 ? `${name}.bias` : "bias";
      return cell.cell === "lstm"
        ? {
            ...plain,
            kind: "lstm",
            channels: cell.hidden,
            bias,
            forgets: forgetsOf(name === "h" ? "se" : (name as Direction)),
          }
        : { kind: "affine", channels: cell.hidden, activation: cell.activation, bias, forgets: [] };
    }
    case "row-lstm":
      return { ...plain, kind: "lstm", channels: spec.hidden, bias: "bias", forgets: [at(-1, 0)] };
    case "diagonal-bilstm":
      return { ...plain, kind: "lstm", channels: spec.hidden, bias: `${name}.bias`, forgets: DIAGONAL_FORGETS[name]! };
  }
}

const PARTS = { affine: 1, gated: 2 } as const;

/** The maps of a model with their roles, in the order of the access map. */
export const mapRoles = (spec: ModelSpec): readonly MapRole[] =>
  modelMaps(spec).maps.map(({ layer, name, taps }) => {
    const shape = shapeOf(spec, layer, name);
    return {
      ...shape,
      layer,
      taps,
      bias: `layers.${layer}.${shape.bias}`,
      parts: shape.kind === "lstm" ? 3 + shape.forgets.length : PARTS[shape.kind],
    };
  });
