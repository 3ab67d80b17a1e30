import assert from "node:assert/strict";
import { test } from "node:test";
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
