/** ONNX Runtime Web on its WebGPU execution provider. A node that it would leave to the CPU is an error, not a number. */
import { onnx } from "onnx-proto";
import * as ort from "onnxruntime-web/webgpu";
import type { Tensor } from "../../src/models/tensor.js";
import { Unsupported, type Peer, type PeerTask, type PreparedTask } from "./peer.js";

const FLOAT = 1;
const OPSET = 17;
const { AttributeProto } = onnx;

interface Node {
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute?: readonly object[];
}

interface Graph {
  readonly nodes: readonly Node[];
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly output: { readonly name: string; readonly shape: readonly number[] };
}

const ints = (name: string, values: readonly number[]) => ({
  name,
  type: AttributeProto.AttributeType.INTS,
  ints: [...values],
});
const int = (name: string, value: number) => ({ name, type: AttributeProto.AttributeType.INT, i: value });

const typeOf = (shape: readonly number[]) => ({
  tensorType: { elemType: FLOAT, shape: { dim: shape.map((dimValue) => ({ dimValue })) } },
});

function pixelCnn({ x, layers }: Extract<PeerTask, { kind: "pixelcnn" }>): Graph {
  const [batch = 1, , height = 1, width = 1] = x.shape;
  return {
    nodes: layers.flatMap(({ weight }, l): Node[] => {
      const side = weight.shape[2]!;
      const margin = (side - 1) / 2;
      return [
        {
          opType: "Conv",
          input: [l === 0 ? "x" : `y${l - 1}`, `w${l}`, `b${l}`],
          output: [`a${l}`],
          attribute: [ints("kernel_shape", [side, side]), ints("pads", [margin, margin, margin, margin])],
        },
        { opType: "Relu", input: [`a${l}`], output: [`y${l}`] },
      ];
    }),
    constants: Object.fromEntries(
      layers.flatMap(({ weight, bias }, l) => [
        [`w${l}`, weight],
        [`b${l}`, bias],
      ]),
    ),
    output: { name: `y${layers.length - 1}`, shape: [batch, layers.at(-1)!.bias.data.length, height, width] },
  };
}

/** Torch's gates i, f, g, o in the order of ONNX: i, o, f, c. */
function reordered({ shape, data }: Tensor): Tensor {
  const part = data.length / 4;
  const from = Float32Array.from(data);
  const parts = [0, 3, 1, 2].flatMap((gate) => [...from.subarray(gate * part, (gate + 1) * part)]);
  return { shape: [1, ...shape], data: Float32Array.from(parts) };
}

function lstm({ x, inputWeight, stateWeight, bias }: Extract<PeerTask, { kind: "lstm" }>): Graph {
  const [steps = 0, batch = 0] = x.shape;
  const units = stateWeight.shape[1]!;
  const both = reordered(bias).data;
  return {
    nodes: [{ opType: "LSTM", input: ["x", "w", "r", "b"], output: ["y"], attribute: [int("hidden_size", units)] }],
    constants: {
      w: reordered(inputWeight),
      r: reordered(stateWeight),
      b: { shape: [1, 8 * units], data: Float32Array.from([...Array.from(both), ...Array.from(both, () => 0)]) },
    },
    output: { name: "y", shape: [steps, 1, batch, units] },
  };
}

function graphOf(task: PeerTask): Graph {
  if (task.kind === "mdrnn") throw new Unsupported("ONNX has no multidimensional RNN");
  if (task.kind === "pixelcnn") return pixelCnn(task);
  if (task.outputGradient) throw new Unsupported("ONNX Runtime Web has no gradients");
  return lstm(task);
}

function modelBytes({ nodes, constants, output }: Graph, x: Tensor): Uint8Array {
  const initializer = Object.entries(constants).map(([name, { shape, data }]) => ({
    name,
    dims: [...shape],
    dataType: FLOAT,
    rawData: new Uint8Array(Float32Array.from(data).buffer),
  }));
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: "", version: OPSET }],
    graph: {
      name: "peer",
      node: nodes,
      initializer,
      input: [{ name: "x", type: typeOf(x.shape) }],
      output: [{ name: output.name, type: typeOf(output.shape) }],
    },
  });
  return onnx.ModelProto.encode(model).finish();
}

/** Opens ONNX Runtime; `folder` is the URL of its WebAssembly files. */
export async function open(folder: string): Promise<Peer> {
  ort.env.wasm.wasmPaths = folder;
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const device = async (): Promise<GPUDevice> => ort.env.webgpu.device;
  return {
    adapter: null,
    async prepare(task): Promise<PreparedTask> {
      const graph = graphOf(task);
      const session = await ort.InferenceSession.create(modelBytes(graph, task.x), {
        executionProviders: ["webgpu"],
        preferredOutputLocation: "gpu-buffer",
        extra: { session: { disable_cpu_ep_fallback: "1" } },
      });
      const feeds = { x: new ort.Tensor("float32", Float32Array.from(task.x.data), [...task.x.shape]) };
      const { queue } = await device();
      let last: ReturnType<typeof session.run> | undefined;
      const drop = (): void => last?.[graph.output.name].dispose();
      return {
        async run() {
          drop();
          last = await session.run(feeds);
          await queue.onSubmittedWorkDone();
        },
        async outputs() {
          return { y: await last[graph.output.name].getData() };
        },
        close() {
          drop();
          void session.release();
        },
      };
    },
  };
}
