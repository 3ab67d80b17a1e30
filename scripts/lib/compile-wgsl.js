import { create } from "webgpu";

/**
 * What Tint says of shaders, through a Dawn that has no driver behind it.
 * @param {readonly { label: string, code: string, sourceOf(line: number): string }[]} shaders
 * @returns {Promise<string[]>} "shaders/FILE:LINE:COLUMN: error: …, in LABEL", every message once
 */
export async function compileMessages(shaders) {
  const gpu = create(["backend=null"]);
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new Error("Dawn has no null backend here");
  const device = await adapter.requestDevice({
    requiredFeatures: /** @type {GPUFeatureName[]} */ (
      [...adapter.features].filter((name) => /^(shader-f16|subgroups)$/.test(name))
    ),
  });
  /** @type {Set<string>} */
  const messages = new Set();
  for (const { label, code, sourceOf } of shaders) {
    device.pushErrorScope("validation");
    const { messages: found } = await device.createShaderModule({ label, code }).getCompilationInfo();
    const error = await device.popErrorScope();
    for (const { type, message, lineNum, linePos } of found) {
      if (type !== "info") messages.add(`${place(sourceOf(lineNum), linePos)}: ${type}: ${message}, in ${label}`);
    }
    if (error && found.length === 0) messages.add(`${label}: ${error.message}`);
  }
  device.destroy();
  return [...messages];
}

/** A line of a file as an editor knows it; the composed constants lie in none. @param {string} source @param {number} column */
const place = (source, column) => (/\.wgsl:\d+$/.test(source) ? `shaders/${source}:${column}` : `${source} (composed)`);
