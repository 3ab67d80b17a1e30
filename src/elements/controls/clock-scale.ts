// The runs on one clock last 7 and 5488 steps, or 1 and 524,288: on a linear slider the short ones would be a hair wide.
export const fractionOf = (step: number, length: number): number =>
  length === 0 ? 0 : Math.log1p(step) / Math.log1p(length);
export const stepAt = (fraction: number, length: number): number =>
  Math.round(Math.expm1(fraction * Math.log1p(length)));

const PAGE = 0.1;

/** Where a key leads: single steps with the arrows, a tenth of the slider with the page keys, both ends. Null for other keys. */
export function stepAfterKey(key: string, step: number, length: number): number | null {
  const fraction = fractionOf(step, length);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: step + 1,
    ArrowUp: step + 1,
    ArrowLeft: step - 1,
    ArrowDown: step - 1,
    PageUp: Math.max(step + 1, stepAt(Math.min(1, fraction + PAGE), length)),
    PageDown: Math.min(step - 1, stepAt(Math.max(0, fraction - PAGE), length)),
    Home: 0,
    End: length,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(length, Math.max(0, target));
}
