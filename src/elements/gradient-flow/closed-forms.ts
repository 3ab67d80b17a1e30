/** Mean-field growth of the gradient at initialisation: wide layers, large batch, x_0 of variance 1 (domain §4). */
const RATIO = Math.PI / (Math.PI - 1);

/** ‖g_0‖/‖g_L‖ of full pre-activation: the variance of the stream grows by (π − 1)/π a block. */
export const fullPreactivationGrowth = (blocks: number): number => {
  let squared = 1;
  for (let l = 0; l < blocks; l++) squared *= 1 + RATIO / (1 + l / RATIO);
  return Math.sqrt(squared);
};

/** ‖g_0‖/‖g_L‖ of a plain stack: two weights a block, √(π/(π − 1)) each. */
export const plainGrowth = (blocks: number): number => RATIO ** blocks;
