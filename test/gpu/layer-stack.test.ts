import assert from "node:assert/strict";
import { test } from "node:test";
import { gpuCellMeans } from "../../src/engine/gpu-cell-means.js";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { ownBuffers, readFloats } from "../../src/gpu/buffers.js";
import { bindRender, compiledRender, drawPicture, readTexture } from "../../src/gpu/render.js";
import { layerStackProgram, packLines, packView } from "../../src/kernels/layer-stack/gpu.js";
import { initialWeights } from "../../src/models/initialise.js";
import { gatedPixelCnn, mdrnn, pixelCnn } from "../../src/models/presets.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { session } from "./session.js";

const inputs = (spec: Parameters<typeof initialWeights>[0], height: number, width: number) => ({
  x: {
    shape: [1, 1, height, width],
    data: Float32Array.from({ length: height * width }, (_, i) => Math.sin(i * 1.7)),
  },
  weights: initialWeights(spec, 5),
});

test("the means stay on the device, with the largest of every map beside them", async () => {
  const gpu = session;
  for (const [spec, height, width] of [
    [pixelCnn({ depth: 3, channels: 5 }), 9, 7],
    [gatedPixelCnn({ depth: 2, channels: 3 }), 8, 8],
    [mdrnn({ depth: 2, channels: 4 }), 13, 10],
    [pixelCnn({ depth: 1, channels: 1 }), 1, 1],
  ] as const) {
    const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
    const trace = await runOnGpu(gpu, spec, schedule, inputs(spec, height, width));
    const expected = await trace.cellMeans();
    const onDevice = await gpuCellMeans(trace);
    assert.ok(onDevice);
    const { device } = onDevice.session;
    assert.deepEqual(await readFloats(device, onDevice.means, 0, expected.length), expected);
    const size = height * width;
    const largest = Float32Array.from({ length: schedule.grid.layers }, (_, map) =>
      expected.subarray(map * size, (map + 1) * size).reduce((most, mean) => Math.max(most, Math.abs(mean)), 0),
    );
    assert.deepEqual(await readFloats(device, onDevice.largest, 0, largest.length), largest);
    onDevice.release();
    assert.equal(onDevice.isReleased, true);
    trace.release();
  }
});

test("a run on the processor has nothing on a device", async () => {
  const spec = pixelCnn({ depth: 1, channels: 2 });
  const schedule = scheduleFor(spec, "layers", { height: 4, width: 4 });
  assert.equal(await gpuCellMeans(await runOnCpu(spec, schedule, inputs(spec, 4, 4))), null);
});

test("the shader gives every cell the colour of its mean, and strokes the width that they have", async () => {
  const { device } = session;
  const [rows, columns, side] = [2, 3, 16];
  const [width, height] = [columns * side, rows * side];
  // one plane for the image and one for a map of means −1 … 1; the camera looks straight down, a cell is 16 × 16
  const means = Float32Array.from([-2, -1, 0, 0.5, 1, 2]);
  const ramp = Uint32Array.from({ length: 256 }, (_, i) => (0xff000000 | i | ((255 - i) << 8)) >>> 0);
  const image = Uint32Array.from([0xff0000ff, 0xff00ff00, 0xffff0000, 0xff000000, 0xffffffff, 0xff808080]);
  const camera = new Float32Array(16);
  [2 / columns, 0, 0, 0, 0, 0, 0, 0, 0, -2 / rows, 0, 0, 0, 0, 0.5, 1].forEach((value, i) => (camera[i] = value));
  const view = packView({ camera, width, height, pitch: 1, gap: 0, inside: 1, outside: 0.5, rows, columns });
  const uniform = device.createBuffer({
    size: view.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(uniform, 0, view.buffer as ArrayBuffer);
  const seen = Uint32Array.from([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]);
  const lines = packLines([{ from: [-1.5, 0, 0], to: [1.5, 0, 0], width: 4, colour: 0xff112233 }]);
  const compiled = await compiledRender(device, layerStackProgram(), "rgba8unorm");
  const group = bindRender(device, compiled, [
    uniform,
    ...[means, Float32Array.from([2]), ramp, image, seen, new Float32Array(2), lines].map((data, i) =>
      ownBuffers(device).upload(`binding ${i + 1}`, data),
    ),
  ]);
  const target = device.createTexture({
    size: [width, height],
    format: "rgba8unorm",
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const draw = async (pipeline: number, firstInstance: number, instances: number) => {
    drawPicture(device, target, compiled, group, { r: 0, g: 0, b: 0, a: 1 }, [{ pipeline, firstInstance, instances }]);
    const words = new Uint32Array((await readTexture(device, target)).buffer);
    return (x: number, y: number) => words[y * width + x]!;
  };
  const centre = (cell: number) =>
    [(cell % columns) * side + side / 2, Math.floor(cell / columns) * side + side / 2] as const;
  const ofImage = await draw(0, 0, rows * columns);
  image.forEach((word, cell) => assert.equal(ofImage(...centre(cell)), word, `pixel ${cell}`));
  const ofMap = await draw(0, rows * columns, rows * columns);
  means.forEach((mean, cell) => {
    const word = ramp[Math.round((0.5 + mean / 4) * 255)]!;
    const found = ofMap(...centre(cell));
    const alpha = seen[6 + cell] === 1 ? 1 : 0.5;
    for (const shift of [0, 8]) {
      const [want, got] = [((word >>> shift) & 255) * alpha, (found >>> shift) & 255];
      // 0.5 + 0.25 of 255 lies between two colours, and halves are rounded either way
      assert.ok(Math.abs(want - got) <= 1.01, `cell ${cell}: ${got} for ${want}`);
    }
  });
  const ofLine = await draw(1, 0, 1);
  const column = Array.from({ length: height }, (_, y) => (ofLine(width / 2, y) === 0xff112233 ? 1 : 0));
  assert.equal(
    column.reduce<number>((sum, one) => sum + one, 0),
    4,
  );
  assert.deepEqual(
    [...column.keys()].filter((y) => column[y] === 1),
    [14, 15, 16, 17],
  );
  target.destroy();
});
