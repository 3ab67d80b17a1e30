import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { pageTest, until } from "./harness.js";

const path = "test/blank.html";

pageTest("a page has an adapter and a device that computes", { path }, async ({ page }) => {
  const doubled = await page.evaluate(async () => {
    const device = await (await navigator.gpu.requestAdapter())!.requestDevice();
    const code = `@group(0) @binding(0) var<storage, read_write> data: array<u32>;
      @compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) { data[id.x] *= 2; }`;
    const pipeline = device.createComputePipeline({
      layout: "auto",
      compute: { module: device.createShaderModule({ code }) },
    });
    const usage = GPUBufferUsage;
    const buffer = device.createBuffer({ size: 16, usage: usage.STORAGE | usage.COPY_SRC | usage.COPY_DST });
    const copy = device.createBuffer({ size: 16, usage: usage.MAP_READ | usage.COPY_DST });
    device.queue.writeBuffer(buffer, 0, new Uint32Array([1, 2, 3, 4]));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = [{ binding: 0, resource: { buffer } }];
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, 16);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    return [...new Uint32Array(copy.getMappedRange())];
  });
  assert.deepEqual(doubled, [2, 4, 6, 8]);
});

const seen: string[] = [];
const collect = { test: (problem: string) => seen.push(problem) > 0 };

pageTest("the harness sees errors, and what the policy forbids", { path, expected: collect }, async ({ page }) => {
  await page.evaluate(() => {
    console.error("planted error");
    setTimeout(() => {
      throw new Error("planted exception");
    });
    document.body.setAttribute("style", "color: red");
    void fetch("http://127.0.0.1:9999/elsewhere").catch(() => undefined);
  });
  for (const wanted of [/planted error/, /planted exception/, /style-src/, /connect-src/]) {
    while (!seen.some((problem) => wanted.test(problem))) await sleep(20);
  }
});

pageTest(
  "axe runs under the strict policy",
  { path, width: "phone", scheme: "dark" },
  async ({ page, checkAccessibility }) => {
    await checkAccessibility();
    await page.evaluate(() => document.querySelector("main")!.append(document.createElement("button")));
    await assert.rejects(checkAccessibility(), /button-name/);
    await until(page, "the scheme is dark", () => matchMedia("(prefers-color-scheme: dark)").matches);
    await assert.rejects(
      until(page, "never", () => false, 0.1),
      /within 0.1 s: never/,
    );
  },
);
