import { t } from "../language/t.js";

/** What is counted, one and many, in the page's language. */
const NOUNS = {
  step: [() => t`step`, () => t`steps`],
  "pixel-step": [() => t`pixel-step`, () => t`pixel-steps`],
  "training step": [() => t`training step`, () => t`training steps`],
  tick: [() => t`tick`, () => t`ticks`],
  dispatch: [() => t`dispatch`, () => t`dispatches`],
  cell: [() => t`cell`, () => t`cells`],
  pixel: [() => t`pixel`, () => t`pixels`],
  layer: [() => t`layer`, () => t`layers`],
  lane: [() => t`lane`, () => t`lanes`],
  column: [() => t`column`, () => t`columns`],
  path: [() => t`path`, () => t`paths`],
  product: [() => t`product`, () => t`products`],
  time: [() => t`time`, () => t`times`],
  drawing: [() => t`drawing`, () => t`drawings`],
} as const satisfies Readonly<Record<string, readonly [one: () => string, many: () => string]>>;

export type Noun = keyof typeof NOUNS;

/** A noun in the number that it is counted in. */
export const noun = (count: number, one: Noun): string => NOUNS[one][count === 1 ? 0 : 1]();
