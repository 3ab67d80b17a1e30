/** jax-js on WebGPU. An operation consumes its arrays; `.ref` keeps one for another use. */
import { blockUntilReady, defaultDevice, getWebGPUDevice, grad, init, jit, lax, nn, numpy as np } from "@jax-js/jax";
import type { Tensor } from "../../src/models/tensor.js";
import { Unsupported, type Peer, type PeerOutputs, type PeerTask, type PreparedTask } from "./peer.js";

type Value = ReturnType<typeof np.array>;
type Task<Kind extends PeerTask["kind"]> = Extract<PeerTask, { readonly kind: Kind }>;
type Compute = () => Readonly<Record<string, Value>>;

const upload = ({ shape, data }: Tensor): Value => np.array(Float32Array.from(data)).reshape([...shape]);

function pixelCnn({ x, layers }: Task<"pixelcnn">): Compute {
  const image = upload(x);
  const weights = layers.map(({ weight }) => upload(weight));
  const biases = layers.map(({ bias }) => np.array(Float32Array.from(bias.data)).reshape([1, bias.data.length, 1, 1]));
  const forward = jit((below: Value, ws: Value[], bs: Value[]) =>
    ws.reduce((map, w, l) => nn.relu(lax.convGeneralDilated(map, w, [1, 1], "SAME").add(bs[l])), below),
  );
  return () => ({
    y: forward(
      image.ref,
      weights.map((w) => w.ref),
      biases.map((b) => b.ref),
    ),
  });
}

function lstm({ x, inputWeight, stateWeight, bias, outputGradient }: Task<"lstm">): Compute {
  const [steps = 0, batch = 0, inputs = 0] = x.shape;
  const units = stateWeight.shape[1]!;
  const parameters = [x, inputWeight, stateWeight, bias].map(upload);
  const yBar = outputGradient && upload(outputGradient);
  const keep = (): Value[] => parameters.map((p) => p.ref);
  const project = (input: Value, ofInput: Value, b: Value): Value =>
    np.matmul(input.reshape([steps * batch, inputs]), np.transpose(ofInput)).add(b);
  const step = (z: Value, h: Value, c: Value, ofState: Value): [Value, Value] => {
    const [i, f, g, o] = np.split(z.add(np.matmul(h, np.transpose(ofState))), 4, 1);
    const next = nn
      .sigmoid(f)
      .mul(c)
      .add(nn.sigmoid(i).mul(np.tanh(g)));
    return [nn.sigmoid(o).mul(np.tanh(next.ref)), next];
  };
  // there is no scan, so the loop over time is unrolled and compiled as one function
  const forward = (input: Value, ofInput: Value, ofState: Value, b: Value): Value => {
    const projected = np.split(project(input, ofInput, b).reshape([steps, batch, 4 * units]), steps, 0);
    let h = np.zeros([batch, units]);
    let c = np.zeros([batch, units]);
    const states = projected.map((slice: Value) => {
      [h, c] = step(slice.reshape([batch, 4 * units]), h, c, ofState.ref);
      return h.ref;
    });
    for (const done of [h, c, ofState]) done.dispose();
    return np.stack(states);
  };
  if (!yBar) {
    const whole = jit(forward);
    return () => ({ y: whole(...keep()) });
  }
  const loss = (...given: Value[]): Value => {
    const [input, ofInput, ofState, b, weight] = given;
    return np.sum(forward(input, ofInput, ofState, b).mul(weight));
  };
  const gradients = jit(grad(loss, { argnums: [0, 1, 2, 3] }));
  return () => {
    const [ofX, ofInput, ofState, ofBias] = gradients(...keep(), yBar.ref);
    return { x: ofX, weight_ih_l0: ofInput, weight_hh_l0: ofState, bias_ih_l0: ofBias };
  };
}

function computeOf(task: PeerTask): Compute {
  if (task.kind === "pixelcnn") return pixelCnn(task);
  if (task.kind === "lstm") return lstm(task);
  throw new Unsupported("jax-js has no scan, and a function of 252 unrolled diagonals is not what its users write");
}

/** Opens jax-js on WebGPU. Throws where it does not start. */
export async function open(): Promise<Peer> {
  const devices = await init("webgpu");
  if (!devices.includes("webgpu")) throw new Error("jax-js found no WebGPU");
  defaultDevice("webgpu");
  const { adapterInfo } = getWebGPUDevice();
  return {
    adapter: adapterInfo.description || `${adapterInfo.vendor} ${adapterInfo.architecture}`,
    async prepare(task): Promise<PreparedTask> {
      const compute = computeOf(task);
      let last: Readonly<Record<string, Value>> = {};
      const drop = (): void => Object.values(last).forEach((value) => value.dispose());
      return {
        async run() {
          drop();
          last = compute();
          await blockUntilReady(Object.values(last).map((value) => value.ref));
        },
        async outputs() {
          const named = await Promise.all(
            Object.entries(last).map(async ([name, value]) => [name, await value.ref.data()] as const),
          );
          return Object.fromEntries(named) as PeerOutputs;
        },
        close: drop,
      };
    },
  };
}
