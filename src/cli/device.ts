import type { EngineKind } from "../engine/kind.js";
import type { DeviceKind } from "../trace/trace.js";

/** What runs the models of one command: the GPU through Dawn, or this thread. */
export interface Device {
  readonly kind: DeviceKind;
  /** The function that runs such things on this device, loaded when it is asked for. */
  runner<Run>(kind: EngineKind<Run>): Promise<Run>;
  close(): Promise<void>;
}

/** Opens the device, loading only what it needs. Throws the typed reasons of `openGpu` and `openDawn`. */
export async function openDevice(kind: DeviceKind): Promise<Device> {
  if (kind === "cpu") {
    const cpu = await import("../engine/cpu-runner.js").then(({ openCpu }) => openCpu());
    return {
      kind,
      runner: async ({ onCpu }) => (await onCpu())(cpu),
      close: async () => cpu.close(),
    };
  }
  const [{ openDawn, closeDawn }, { openGpu }] = await Promise.all([
    import("./machine/dawn.js"),
    import("../gpu/device.js"),
  ]);
  const session = await openGpu(await openDawn());
  return {
    kind,
    runner: async ({ onGpu }) => (await onGpu())(session),
    close: async () => {
      session.close();
      closeDawn();
    },
  };
}
