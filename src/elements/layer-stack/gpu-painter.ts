import type { GpuCellMeans } from "../../engine/gpu-cell-means.js";
import { ownBuffers, type Buffers } from "../../gpu/buffers.js";
import { bindRender, compiledRender, drawPicture, readTexture } from "../../gpu/render.js";
import type { CompiledRender, DrawCall } from "../../gpu/render.js";
import { layerStackProgram, packLines, packView, VIEW_FLOATS } from "../../kernels/layer-stack/gpu.js";
import type { StackLine } from "../../kernels/layer-stack/gpu.js";
import { GAP, paintOrder, penned } from "./look.js";
import type { Look } from "./look.js";
import type { Projection } from "./projection.js";
import type { Scene, Stroke } from "./scene.js";

/** Where the picture goes: straight to a canvas, or, where such a canvas stays blank, read back and put on a 2-D one. */
type Output =
  | { readonly kind: "canvas"; readonly context: GPUCanvasContext }
  | { readonly kind: "read-back"; readonly context: CanvasRenderingContext2D };

const CELLS = 0;
const STROKES = 1;

/** What was last uploaded, and what it was made of. */
interface Uploaded {
  readonly scene: Scene;
  readonly look: Look;
  readonly ratio: number;
  readonly group: GPUBindGroup;
  /** By list of strokes: where its lines stand. */
  readonly places: ReadonlyMap<readonly Stroke[], { readonly first: number; readonly count: number }>;
}

/** Draws the stack on the GPU. The cells' colours come from the buffers that the compute passes wrote. */
export class GpuPainter {
  readonly #source: GpuCellMeans;
  readonly #image: Uint32Array;
  readonly #output: Output;
  readonly #compiled: CompiledRender;
  readonly #own: Buffers;
  readonly #view: GPUBuffer;
  #uploads: Buffers;
  #uploaded: Uploaded | null = null;

  private constructor(source: GpuCellMeans, image: Uint32Array, output: Output, compiled: CompiledRender) {
    this.#source = source;
    this.#image = image;
    this.#output = output;
    this.#compiled = compiled;
    this.#own = ownBuffers(source.session.device);
    this.#uploads = ownBuffers(source.session.device);
    this.#view = this.#own.make({
      label: "view of the stack",
      size: VIEW_FLOATS * 4,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
  }

  /** `image`: RGBA words. Not `isDirect`: the picture is read back. Throws engine-failed. */
  static async open(
    source: GpuCellMeans,
    image: Uint32Array,
    canvas: HTMLCanvasElement,
    isDirect: boolean,
  ): Promise<GpuPainter> {
    const { device } = source.session;
    const own = isDirect ? canvas.getContext("webgpu") : null;
    const format = own ? navigator.gpu.getPreferredCanvasFormat() : "rgba8unorm";
    own?.configure({ device, format, alphaMode: "opaque" });
    const plain = own ? null : canvas.getContext("2d");
    const output: Output | null = own
      ? { kind: "canvas", context: own }
      : plain && { kind: "read-back", context: plain };
    if (!output) throw new Error("this browser gives no 2-D canvas");
    return new GpuPainter(source, image, output, await compiledRender(device, layerStackProgram(), format));
  }

  get kind(): Output["kind"] {
    return this.#output.kind;
  }

  async paint(scene: Scene, look: Look, projection: Projection, ratio: number): Promise<void> {
    // a run that came meanwhile has taken the buffers away, or this was closed; another frame follows
    if (this.#source.isReleased || this.#own.isReleased) return;
    const { device } = this.#source.session;
    const { group, places } = this.#upload(scene, look, ratio);
    const { matrix: camera, width, height } = projection;
    const { pitch, rows, columns } = scene;
    const { inside, outside } = look;
    const view = packView({ camera, width, height, pitch, gap: GAP, inside, outside, rows, columns });
    device.queue.writeBuffer(this.#view, 0, view.buffer as ArrayBuffer);
    const strokes = (list: readonly Stroke[]): DrawCall => {
      const { first = 0, count = 0 } = places.get(list) ?? {};
      return { pipeline: STROKES, firstInstance: first, instances: count };
    };
    const cells = rows * columns;
    const calls = paintOrder(scene, projection.fromAbove).flatMap(({ plane, under, on }) => [
      strokes(under),
      { pipeline: CELLS, firstInstance: plane * cells, instances: cells },
      strokes(on),
    ]);
    const [r, g, b] = [0, 8, 16].map((shift) => ((look.surface >>> shift) & 255) / 255);
    const clear = { r: r ?? 0, g: g ?? 0, b: b ?? 0, a: 1 };
    const draw = (target: GPUTexture): void => drawPicture(device, target, this.#compiled, group, clear, calls);
    if (this.#output.kind === "canvas") draw(this.#output.context.getCurrentTexture());
    else await this.#readBack(this.#output.context, width, height, draw);
  }

  async #readBack(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    draw: (target: GPUTexture) => void,
  ): Promise<void> {
    const { device } = this.#source.session;
    const texture = device.createTexture({
      label: "picture",
      size: [width, height],
      format: "rgba8unorm",
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
    });
    try {
      draw(texture);
      const texels = await readTexture(device, texture);
      context.putImageData(new ImageData(texels, width, height), 0, 0);
    } finally {
      texture.destroy();
    }
  }

  #upload(scene: Scene, look: Look, ratio: number): Uploaded {
    const last = this.#uploaded;
    if (last?.scene === scene && last.look === look && last.ratio === ratio) return last;
    this.#uploaded = null;
    this.#uploads.release();
    const { session, means, largest } = this.#source;
    const { device } = session;
    const own = (this.#uploads = ownBuffers(device));
    const lines: StackLine[] = [];
    const places = new Map<readonly Stroke[], { first: number; count: number }>();
    for (const list of [...scene.on, ...scene.below]) {
      const pens = penned(list, look, ratio);
      places.set(list, { first: lines.length, count: pens.length });
      lines.push(...pens);
    }
    const group = bindRender(device, this.#compiled, [
      this.#view,
      means,
      largest,
      own.upload("ramp", look.ramp),
      own.upload("image", this.#image),
      own.upload("what is seen", Uint32Array.from(scene.planes.flatMap(({ seen }) => [...seen]))),
      own.upload(
        "heights",
        Float32Array.from(scene.planes, ({ plane }) => plane.height),
      ),
      own.upload("lines", packLines(lines)),
    ]);
    this.#uploaded = { scene, look, ratio, group, places };
    return this.#uploaded;
  }

  close(): void {
    this.#uploads.release();
    this.#own.release();
  }
}
