import cell from "../../../shaders/lib/cell.wgsl";
import gather from "../../../shaders/lib/gather.wgsl";
import tapStruct from "../../../shaders/lib/tap.wgsl";
import { composeShader, type ShaderPart } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { activationCode, activationPart, executionPart, rangePart } from "../shader-files.js";
import type { CellMap, CellProgram, GatherTap } from "./program.js";
import type { Pass } from "./bodies.js";
import type { CellKind } from "./roles.js";

export interface SweepShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** What the kernels read of a program; the image is the last map. */
export type MapsOfProgram = Pick<CellProgram, "maps" | "image">;

const gatherMacs = (taps: readonly GatherTap[], outGroups: number): number =>
  taps.reduce((sum, tap) => sum + (tap.matrix === null ? 0 : tap.groups * 4 * outGroups * 4), 0);

/** Multiply-adds of one cell of a map, padded channels included. */
export const macsOfCell = (map: CellMap, pass: Pass): number =>
  pass === "forward"
    ? gatherMacs(map.reads, map.layout.groups * map.parts)
    : gatherMacs(map.readers, map.layout.groups) + gatherMacs(map.gateReaders, map.layout.groups * map.parts);

/**
 * cells/<kind>-<pass>.wgsl, whose `body` loadBody gives; items are the cells of the run order that belong to maps of this kind.
 * Bindings: order, table, taps, weight, then (forward) maps or (backward) forward maps and deltas.
 */
export function cellKernel(
  program: MapsOfProgram,
  kind: CellKind,
  pass: Pass,
  body: ShaderPart,
  shape: SweepShape,
  stamp = false,
): Kernel {
  const maps = [...program.maps, program.image].filter((map) => map.kind === kind);
  const groups = Math.max(...maps.map((map) => map.layout.groups));
  return {
    shader: composeShader({
      label: `cells ${kind} ${pass}`,
      constants: { H: shape.height, W: shape.width, MAX_GROUPS: groups },
      parts: [
        rangePart,
        activationPart,
        executionPart(stamp),
        { file: "lib/cell.wgsl", text: cell },
        { file: "lib/tap.wgsl", text: tapStruct },
        { file: "lib/gather.wgsl", text: gather },
        body,
      ],
    }),
    bindings:
      pass === "forward"
        ? ["read", "read", "read", "read", "read-write"]
        : ["read", "read", "read", "read", "read", "read-write"],
    stamped: stamp,
    macsPerItem: shape.batch * Math.max(...maps.map((map) => macsOfCell(map, pass))),
    workgroups: (count) => [Math.ceil((count * groups) / WORKGROUP_SIZE), shape.batch],
  };
}

const NONE = 0xffffffff;

const tapRow = (tap: GatherTap): number[] => [
  tap.dr >>> 0,
  tap.dc >>> 0,
  tap.source / 4,
  tap.groups,
  tap.matrix === null ? NONE : tap.matrix / 4,
  tap.stride,
  0,
  0,
];

/** The `table` and `taps` buffers of lib/cell.wgsl and lib/gather.wgsl; the image is the last map. */
export function cellTables(program: MapsOfProgram, pass: Pass): { table: Uint32Array; taps: Uint32Array } {
  const taps: GatherTap[] = [];
  const append = (more: readonly GatherTap[]): number => {
    const first = taps.length;
    taps.push(...more);
    return first;
  };
  const rows = [...program.maps, program.image].map((map) => {
    const first = pass === "forward" ? append(map.reads) : 0;
    const firstReader = pass === "backward" ? append(map.readers) : 0;
    const firstGateReader = pass === "backward" ? append(map.gateReaders) : 0;
    const [near, far] = map.forgets;
    return [
      map.value / 4,
      map.gates / 4,
      map.state / 4,
      map.delta / 4,
      map.stateDelta / 4,
      map.layout.groups,
      map.parts,
      activationCode[map.activation],
      map.biasStart / 4,
      first,
      map.reads.length,
      firstReader,
      map.readers.length,
      firstGateReader,
      map.gateReaders.length,
      map.forgets.length,
      (near?.dr ?? 0) >>> 0,
      (near?.dc ?? 0) >>> 0,
      (far?.dr ?? 0) >>> 0,
      (far?.dc ?? 0) >>> 0,
      map.bar === null ? NONE : map.bar / 4,
      // a struct with a vec4 is a multiple of 16 bytes long
      0,
      0,
      0,
    ];
  });
  const tapWords = taps.flatMap(tapRow);
  return { table: Uint32Array.from(rows.flat()), taps: Uint32Array.from(tapWords.length > 0 ? tapWords : [0]) };
}
