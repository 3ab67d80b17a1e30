/** TensorFlow.js on WebGPU and on its CPU backend: the same code twice. Images are NHWC, which its WebGPU backend is made for. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgpu";
import type { Tensor as PlainTensor } from "../../src/models/tensor.js";
import type { Peer, PeerOutputs, PeerTask, PreparedTask } from "./peer.js";

type Tensor = ReturnType<typeof tf.tensor>;
type Task<Kind extends PeerTask["kind"]> = Extract<PeerTask, { readonly kind: Kind }>;

/** What is computed, once its weights are in place: named tensors, which the caller disposes. */
type Compute = () => Readonly<Record<string, Tensor>>;

const upload = ({ shape, data }: PlainTensor): Tensor => tf.tensor(Float32Array.from(data), [...shape]);
const transposed = (tensor: PlainTensor): Tensor => tf.tidy(() => tf.transpose(upload(tensor)));
const toChannelsLast = (tensor: PlainTensor): Tensor => tf.tidy(() => tf.transpose(upload(tensor), [0, 2, 3, 1]));
const toChannelsFirst = (tensor: Tensor): Tensor => tf.transpose(tensor, [0, 3, 1, 2]);

function pixelCnn({ x, layers }: Task<"pixelcnn">): Compute {
  const image = toChannelsLast(x);
  const uploaded = layers.map(({ weight, bias }) => ({
    filter: tf.tidy(() => tf.transpose(upload(weight), [2, 3, 1, 0])),
    bias: upload(bias),
  }));
  return () => ({
    y: toChannelsFirst(
      uploaded.reduce(
        (below, { filter, bias }) =>
          tf.fused.conv2d({ x: below, filter, bias, strides: 1, pad: "same", activation: "relu" }),
        image,
      ),
    ),
  });
}

/** The skewed image: row r moved r columns to the right, so that a column is an anti-diagonal (van den Oord et al. 2016, §3.2). */
function mdrnn({ x, layers }: Task<"mdrnn">): Compute {
  const image = toChannelsLast(x);
  const [, height, width] = image.shape;
  const steps = height + width - 1;
  const uploaded = layers.map(({ input, west, north, bias }) => ({
    input: transposed(input),
    behind: tf.tidy(() => tf.concat([transposed(west), transposed(north)], 0)),
    bias: upload(bias),
    units: bias.shape[0]!,
  }));
  /** 1 where the column of the skewed image holds a pixel, [steps] of (height, 1). */
  const inside: readonly Tensor[] = Array.from({ length: steps }, (_, t) =>
    tf.tensor2d(Array.from({ length: height }, (__, r) => [t >= r && t < r + width ? 1 : 0])),
  );
  const skew = (map: Tensor, units: number): Tensor => {
    const padded = tf.pad(tf.reshape(map, [height, width, units]), [
      [0, 0],
      [0, height],
      [0, 0],
    ]);
    const flat = tf.reshape(padded, [height * (width + height), units]);
    return tf.reshape(tf.slice(flat, [0, 0], [height * steps, units]), [height, steps, units]);
  };
  const unskew = (map: Tensor, units: number): Tensor => {
    const flat = tf.pad(tf.reshape(map, [height * steps, units]), [
      [0, height],
      [0, 0],
    ]);
    return tf.slice(tf.reshape(flat, [height, steps + 1, units]), [0, 0, 0], [height, width, units]);
  };
  const layerOf = (below: Tensor, { input, behind, bias, units }: (typeof uploaded)[number]): Tensor => {
    const projected = tf.add(tf.matMul(tf.reshape(below, [height * width, -1]), input), bias);
    const columns = tf.unstack(skew(projected, units), 1);
    let state = tf.zeros([height, units]);
    const states = columns.map((column: Tensor, t: number) => {
      const above = tf.slice(
        tf.pad(state, [
          [1, 0],
          [0, 0],
        ]),
        [0, 0],
        [height, units],
      );
      const sum = tf.add(column, tf.matMul(tf.concat([state, above], 1), behind));
      state = tf.mul(tf.tanh(sum), inside[t]);
      return state;
    });
    return tf.reshape(unskew(tf.stack(states, 1), units), [1, height, width, units]);
  };
  return () => ({ y: toChannelsFirst(uploaded.reduce(layerOf, image)) });
}

function lstm({ x, inputWeight, stateWeight, bias, outputGradient }: Task<"lstm">): Compute {
  const [steps = 0, batch = 0, inputs = 0] = x.shape;
  const units = stateWeight.shape[1]!;
  const parameters = [upload(x), upload(inputWeight), upload(stateWeight), upload(bias)];
  const yBar = outputGradient && upload(outputGradient);
  const forward = (input: Tensor, ofInput: Tensor, ofState: Tensor, b: Tensor): Tensor => {
    // the projection of all steps at once
    const flat = tf.matMul(tf.reshape(input, [steps * batch, inputs]), ofInput, false, true);
    const projected = tf.unstack(tf.reshape(tf.add(flat, b), [steps, batch, 4 * units]));
    let h = tf.zeros([batch, units]);
    let c = tf.zeros([batch, units]);
    return tf.stack(
      projected.map((step: Tensor) => {
        const [i, f, g, o] = tf.split(tf.add(step, tf.matMul(h, ofState, false, true)), 4, 1);
        c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
        h = tf.mul(tf.sigmoid(o), tf.tanh(c));
        return h;
      }),
    );
  };
  if (!yBar) return () => ({ y: forward(parameters[0], parameters[1], parameters[2], parameters[3]) });
  const withGradients = tf.grads((...given: Tensor[]) =>
    tf.sum(tf.mul(forward(given[0], given[1], given[2], given[3]), yBar)),
  );
  return () => {
    const [ofX, ofInput, ofState, ofBias] = withGradients(parameters);
    return { x: ofX, weight_ih_l0: ofInput, weight_hh_l0: ofState, bias_ih_l0: ofBias };
  };
}

const COMPUTE = {
  pixelcnn: pixelCnn,
  mdrnn,
  lstm,
};

const computeOf = (task: PeerTask): Compute => (COMPUTE[task.kind] as (task: PeerTask) => Compute)(task);

/** Resolves when everything that was asked for has been computed. */
async function finished(backend: "webgpu" | "cpu"): Promise<void> {
  if (backend === "cpu") return;
  const webgpu = tf.backend();
  if (webgpu.commandEncoder) {
    webgpu.endComputePassEncoder();
    webgpu.submitQueue();
  }
  await webgpu.device.queue.onSubmittedWorkDone();
}

/** What tfjs asks of the place that it runs in; in a browser it finds that by itself. */
const PLATFORM = {
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given),
  now: () => performance.now(),
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes),
  isTypedArray: (value: unknown) =>
    value instanceof Float32Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array ||
    value instanceof Uint8ClampedArray,
};

/** Opens one backend. Throws where it does not start. */
export async function open(backend: "webgpu" | "cpu"): Promise<Peer> {
  if (!tf.env().platform) tf.env().setPlatform("node", PLATFORM);
  // small tensors stay where they are: otherwise tfjs computes them in JavaScript and calls it WebGPU
  if (backend === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", false);
  const use = async (): Promise<void> => {
    await tf.setBackend(backend);
    await tf.ready();
    if (tf.getBackend() !== backend) throw new Error(`tfjs runs on ${tf.getBackend()}, not on ${backend}`);
  };
  await use();
  const info = backend === "webgpu" ? tf.backend().device.adapterInfo : null;
  return {
    adapter: info && (info.description || `${info.vendor} ${info.architecture}`),
    async prepare(task): Promise<PreparedTask> {
      await use();
      const compute = computeOf(task);
      let last: Readonly<Record<string, Tensor>> = {};
      const drop = (): void => tf.dispose(last);
      return {
        async run() {
          await use();
          drop();
          last = tf.tidy(compute);
          await finished(backend);
        },
        async outputs() {
          await use();
          const named = await Promise.all(
            Object.entries(last).map(async ([name, tensor]) => [name, await tensor.data()] as const),
          );
          return Object.fromEntries(named) as PeerOutputs;
        },
        close: drop,
      };
    },
  };
}
