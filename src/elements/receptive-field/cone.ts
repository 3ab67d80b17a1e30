import { accessMap, IMAGE, layerOutputs } from "../../graph/access.js";
import { cellOf, columnOf, layerOf, type Grid } from "../../graph/grid.js";
import type { ModelSpec } from "../../models/spec.js";

/** One line of the picture of a sequence: from a sample of one level (0 is the image, l is layer l) to one that it reads. */
export interface ConeEdge {
  readonly from: readonly [level: number, column: number];
  readonly to: readonly [level: number, column: number];
}

/** On an image of one row: all that an output depends on, through every layer. */
export interface Cone {
  /** By level the columns that the output depends on. */
  readonly levels: readonly ReadonlySet<number>[];
  readonly edges: readonly ConeEdge[];
}

export const coneOf = (spec: ModelSpec, width: number, layers: number, column: number): Cone => {
  const access = accessMap(spec);
  const grid: Grid = { layers: access.length, height: 1, width };
  const levels = Array.from({ length: layers + 1 }, () => new Set<number>());
  if (layers === 0) return { levels: [new Set([column])], edges: [] };
  const edges = new Map<string, ConeEdge>();
  const starts = layerOutputs(spec)[layers - 1]!.filter(
    ({ dr, dc }) => dr === 0 && column + dc >= 0 && column + dc < width,
  );
  const waiting = starts.map(({ map, dc }) => cellOf(grid, map, 0, column + dc));
  const visited = new Set(waiting);
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const { layer, taps } = access[layerOf(grid, cell)]!;
    const own = columnOf(grid, cell);
    levels[layer + 1]!.add(own);
    for (const { map, dr, dc } of taps) {
      const to = own + dc;
      if (dr !== 0 || to < 0 || to >= width) continue;
      const level = map === IMAGE ? 0 : access[map]!.layer + 1;
      if (level !== layer + 1 || to !== own)
        edges.set(`${layer + 1} ${own} ${level} ${to}`, { from: [layer + 1, own], to: [level, to] });
      if (map === IMAGE) levels[0]!.add(to);
      else {
        const read = cellOf(grid, map, 0, to);
        if (!visited.has(read)) waiting.push(read);
        visited.add(read);
      }
    }
  }
  return { levels, edges: [...edges.values()] };
};
