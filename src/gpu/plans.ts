import type { BoundKernel, Plan } from "./runner.js";

/** Plans as one, so that they run without a break; their shaders see the steps of their own plan. */
export const inSequence = (label: string, plans: readonly Plan[]): Plan => {
  const steps = plans.flatMap((plan) => Array.from({ length: plan.steps }, (_, step) => ({ plan, step })));
  return {
    label,
    steps: steps.length,
    work: (i) => {
      const { plan, step } = steps[i]!;
      return plan.work(step).map((work) => ({ named: step, ...work }));
    },
  };
};

/** One kernel over items 0 … count − 1. */
export const oneStep = (label: string, kernel: BoundKernel, count: number): Plan => ({
  label,
  steps: 1,
  work: () => [{ kernel, first: 0, count }],
});
