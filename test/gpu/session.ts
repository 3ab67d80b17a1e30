import { after } from "node:test";
import { closeDawn, openDawn } from "../../src/cli/machine/dawn.js";
import { settleVariant } from "../../src/engine/tiling.js";
import { openGpu, type GpuSession } from "../../src/gpu/device.js";
import { VARIANTS } from "../../src/kernels/variant.js";

/** The GPU of this test file: software Vulkan under Dawn. Everything below takes it as an argument. */
export const session: GpuSession = await openGpu(await openDawn());

/** SWEEPFIELD_VARIANT=tiled runs every test on the kernels of that variant, small as the work may be. */
const variant = VARIANTS.find((name) => name === process.env.SWEEPFIELD_VARIANT);
if (variant) settleVariant(session.device, variant);

after(() => {
  session.close();
  closeDawn();
});
