import assert from "node:assert/strict";
import { test } from "node:test";
import { composeShader } from "../../src/gpu/composer.js";
import { loadBody } from "../../src/kernels/cells/bodies.js";
import { cellKernel } from "../../src/kernels/cells/gpu.js";
import { cellTiles } from "../../src/kernels/cells/tiles.js";
import { cellProgram, type CellMap } from "../../src/kernels/cells/program.js";
import { sequenceProgram } from "../../src/kernels/cells/sequence.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { initialWeights } from "../../src/models/initialise.js";
import { gatedPixelCnn, mdrnn } from "../../src/models/presets.js";

const longestRead = (maps: readonly CellMap[]): number =>
  Math.max(
    ...maps.flatMap(({ reads, readers, gateReaders }) =>
      [...reads, ...readers, ...gateReaders].map((tap) => tap.groups),
    ),
  );

test("the zeros that tiles read outside an image are as long as any read, and behind everything else", () => {
  const cells = [
    mdrnn({ depth: 2, channels: 9, inputs: 30 }),
    mdrnn({ depth: 2, channels: 5, cell: "lstm", directions: 4 }),
    gatedPixelCnn({ depth: 2, channels: 7 }),
  ].map((spec) => cellProgram(spec, initialWeights(spec, 1), 12));
  const lstm = { kind: "lstm", inputs: 40, hidden: 6, layers: 2 } as const;
  const sequence = sequenceProgram(lstm, initialSequenceWeights(lstm, 1), { batch: 2, steps: 3 });
  for (const { maps, image, zeros, forwardSize, backwardSize } of [...cells, sequence]) {
    const longest = 4 * longestRead([...maps, image]);
    assert.ok(longest > 0);
    assert.ok(forwardSize - zeros.forward >= longest);
    assert.ok(backwardSize - zeros.backward >= longest);
  }
});

test("tiles cover every row of a step, with no workgroup to spare, whatever the device's lanes", async () => {
  const spec = mdrnn({ depth: 1, channels: 8 });
  for (const width of [1, 3, 16, 17, 40, 200]) {
    const shape = { batch: 2, height: 1, width };
    const program = cellProgram(spec, initialWeights(spec, 1), 2 * width);
    const plain = cellKernel(program, "affine", "forward", await loadBody("affine", "forward"), shape);
    const order = { cells: Uint32Array.from({ length: width }, (_, i) => i), steps: 1, startOf: () => 0 };
    const workgroups = [4, 8, 32].map((lanes) => {
      const { kernel } = cellTiles("tiled", lanes, composeShader)(plain, order, shape, 0)!;
      const workgroup = Number(kernel.shader.source.constants.WORKGROUP);
      const rowsOfWorkgroup = 4 * workgroup;
      const [groups] = kernel.workgroups(width);
      assert.ok(groups * rowsOfWorkgroup >= 2 * width && (groups - 1) * rowsOfWorkgroup < 2 * width);
      return workgroup;
    });
    if (width <= 3) assert.deepEqual(workgroups, [4, 4, 4]);
    if (width === 16) assert.deepEqual(workgroups, [4, 8, 8]);
    if (width === 200) assert.deepEqual(workgroups, [32, 32, 32]);
  }
});
