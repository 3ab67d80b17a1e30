// The runs on one clock last 7 and 5488 steps, or 1 and 524,288: on a linear slider the short ones would be a hair wide.
export const fractionOf = (step: number, length: number): number =>
  length === 0 ? 0 : Math.log1p(step) / Math.log1p(length);
export const stepAt = (fraction: number, length: number): number =>
  Math.round(Math.expm1(fraction * Math.log1p(length)));

/** Where the steps of a clock lie on its slider, 0…1. */
export interface ClockScale {
  fractionOf(step: number, length: number): number;
  stepAt(fraction: number, length: number): number;
}
export const LOGARITHMIC: ClockScale = { fractionOf, stepAt };
/** For a single run, whose steps are to be equally wide. */
export const LINEAR: ClockScale = {
  fractionOf: (step, length) => (length === 0 ? 0 : step / length),
  stepAt: (fraction, length) => Math.round(fraction * length),
};

const PAGE = 0.1;

/** Where a key leads: single steps with the arrows, a tenth of the slider with the page keys, both ends. Null for other keys. */
export function stepAfterKey(
  key: string,
  step: number,
  length: number,
  scale: ClockScale = LOGARITHMIC,
): number | null {
  const fraction = scale.fractionOf(step, length);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: step + 1,
    ArrowUp: step + 1,
    ArrowLeft: step - 1,
    ArrowDown: step - 1,
    PageUp: Math.max(step + 1, scale.stepAt(Math.min(1, fraction + PAGE), length)),
    PageDown: Math.min(step - 1, scale.stepAt(Math.max(0, fraction - PAGE), length)),
    Home: 0,
    End: length,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(length, Math.max(0, target));
}
