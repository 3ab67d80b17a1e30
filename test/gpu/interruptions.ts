/** Lets work on the GPU go wrong at each of its moments, and tells which buffers are held. */
import { setTimeout as sleep } from "node:timers/promises";
import { SweepfieldError } from "../../src/error.js";
import type { GpuSession } from "../../src/gpu/device.js";

/** What can happen to work, at a moment when the device is asked or answers. */
export type Interruption =
  /** The reader aborts it, as a new request does. */
  | "aborted"
  /** The element is taken away: aborted, and what it holds so far is released. */
  | "removed"
  /** The device is lost: nothing can be read back from it any more. */
  | "lost"
  /** A call throws, or its answer is an error. */
  | "failed";
export const INTERRUPTIONS: readonly Interruption[] = ["aborted", "removed", "lost", "failed"];

export interface Hooks {
  readonly session: GpuSession;
  readonly signal: AbortSignal;
  /** Tells how to release what the work has come to hold: called when it is removed. */
  opened(release: () => void): void;
  /** Tells of a moment beside those of the device. */
  waited(): void;
}
/** Has released all that it made when it has ended, well or not. */
export type Work = (hooks: Hooks) => Promise<unknown>;

/** Calls that come back at once, and calls that are awaited. */
const CALLS = {
  GPUDevice: ["createBuffer", "createBindGroup", "createCommandEncoder", "createShaderModule", "createTexture"],
  GPUQueue: ["writeBuffer", "submit"],
} as const;
const ASYNCHRONOUS = {
  GPUDevice: ["createComputePipelineAsync", "createRenderPipelineAsync", "popErrorScope"],
  GPUQueue: ["onSubmittedWorkDone"],
  GPUBuffer: ["mapAsync"],
} as const;

const held = new Set<GPUBuffer>();
/** Called inside a call, which it may let throw. */
let onCall = (): void => undefined;
/** Called between tasks of the page: while an answer is awaited, and before it is given. */
let onWait = (): void => undefined;
let isLost = false;

type Method = (this: unknown, ...values: unknown[]) => unknown;

function wrap(type: string, name: string, wrapper: (method: Method) => Method): void {
  const { prototype } = (globalThis as unknown as Record<string, { prototype: Record<string, Method> }>)[type]!;
  prototype[name] = wrapper(prototype[name]!);
}

/** Once for all tests of a process, after the device is opened. */
export function watchGpu(): void {
  for (const [type, names] of Object.entries(CALLS))
    for (const name of names)
      wrap(
        type,
        name,
        (method) =>
          function (...values) {
            onCall();
            return method.apply(this, values);
          },
      );
  for (const [type, names] of Object.entries(ASYNCHRONOUS))
    for (const name of names)
      wrap(
        type,
        name,
        (method) =>
          async function (...values) {
            onCall();
            const answer = method.apply(this, values);
            await Promise.resolve();
            onWait();
            const value = await answer;
            onWait();
            if (isLost && name === "mapAsync") throw new DOMException("the device is lost", "AbortError");
            return value;
          },
      );
  wrap(
    "GPUDevice",
    "createBuffer",
    (method) =>
      function (...values) {
        const buffer = method.apply(this, values) as GPUBuffer;
        held.add(buffer);
        return buffer;
      },
  );
  wrap(
    "GPUBuffer",
    "destroy",
    (method) =>
      function () {
        held.delete(this as GPUBuffer);
        return method.apply(this);
      },
  );
}

/** A session whose loss is only told. */
function losable(session: GpuSession): { readonly session: GpuSession; lose(): void } {
  let lostReason: GPUDeviceLostInfo | undefined;
  let tell!: (info: GPUDeviceLostInfo) => void;
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => (tell = resolve));
  return {
    session: {
      ...session,
      lost,
      get lostReason() {
        return lostReason;
      },
    },
    lose() {
      isLost = true;
      lostReason = { reason: "unknown", message: "a test" } as GPUDeviceLostInfo;
      tell(lostReason);
    },
  };
}

export interface Outcome {
  /** Whether the interruption came before the work had ended. */
  readonly happened: boolean;
  readonly error: unknown;
  /** The labels of the buffers that were left behind. */
  readonly left: readonly string[];
}

/** Does some work and lets one thing happen at its n-th moment, n = 1, 2, … */
export async function interrupted(real: GpuSession, work: Work, what: Interruption, n: number): Promise<Outcome> {
  held.clear();
  isLost = false;
  const { session, lose } = losable(real);
  const controller = new AbortController();
  const releases: (() => void)[] = [];
  const acts: Record<Interruption, () => void> = {
    aborted: () => controller.abort(),
    removed() {
      controller.abort();
      for (const release of releases) release();
    },
    lost: lose,
    failed() {
      throw new SweepfieldError("engine-failed", "this call fails");
    },
  };
  let moments = 0;
  const moment = (): void => {
    if (++moments === n) acts[what]();
  };
  if (what === "failed") onCall = moment;
  else onWait = moment;
  let error: unknown;
  try {
    await work({
      session,
      signal: controller.signal,
      opened: (release) => releases.push(release),
      waited: () => onWait(),
    });
  } catch (thrown) {
    error = thrown;
  } finally {
    onCall = onWait = () => undefined;
  }
  // what went on beside the part that failed comes to its end
  for (let i = 0; i < 3 || (i < 50 && held.size > 0); i++) {
    await real.device.queue.onSubmittedWorkDone();
    await sleep();
  }
  return { happened: moments >= n, error, left: Array.from(held, ({ label }) => label) };
}
