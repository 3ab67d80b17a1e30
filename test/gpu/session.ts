import { after } from "node:test";
import { closeDawn, openDawn } from "../../src/cli/machine/dawn.js";
import { openGpu, type GpuSession } from "../../src/gpu/device.js";

/** The GPU of this test file: software Vulkan under Dawn. Everything below takes it as an argument. */
export const session: GpuSession = await openGpu(await openDawn());

after(() => {
  session.close();
  closeDawn();
});
