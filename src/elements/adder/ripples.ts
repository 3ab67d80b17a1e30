import type { ReactiveController, ReactiveControllerHost } from "lit";
import { rippleVerdicts } from "../../models/logistic-adder.js";
import type { ThresholdRnnSpec } from "../../models/threshold-rnn.js";
import { inSlices } from "../controllers/slices.js";

/** Ripples are tried up to this many columns. */
export const LONGEST = 4096;
const PER_YIELD = 64;
const REST_MS = 150;

/** The gains of the chart. */
export const GAINS: readonly number[] = Array.from({ length: 31 }, (_, i) => Number((2 + i / 10).toFixed(1)));

export interface Ripple {
  readonly gain: number;
  /** The longest ripple that a carry survives; LONGEST: all that were tried. */
  readonly longest: number;
}

/** The longest ripple that a carry survives, with a pause every 64 columns. */
export function* longestRipple(net: ThresholdRnnSpec, gain: number): Generator<void, number> {
  const verdicts = rippleVerdicts(net, gain);
  for (let ripple = 1; ripple <= LONGEST; ripple++) {
    if (!verdicts.next().value) return ripple - 1;
    if (ripple % PER_YIELD === 0) yield;
  }
  return LONGEST;
}

/** Computes ripples in slices: first the one at the present gain, then, of a new net, those of the chart. */
export class Ripples implements ReactiveController {
  /** At the gain that was asked for last; null while it is computed. */
  present: Ripple | null = null;
  /** Those of the chart, as far as they are there. */
  chart: readonly Ripple[] = [];
  readonly #host: ReactiveControllerHost;
  #net: ThresholdRnnSpec | null = null;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  request(net: ThresholdRnnSpec, gain: number): void {
    this.#abort?.abort();
    clearTimeout(this.#timer);
    this.present = null;
    if (net !== this.#net) this.chart = [];
    this.#net = net;
    this.#timer = setTimeout(() => void this.#compute(net, gain), REST_MS);
  }

  async #compute(net: ThresholdRnnSpec, gain: number): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    const at = async (value: number): Promise<Ripple> => ({
      gain: value,
      longest: await inSlices(longestRipple(net, value), signal),
    });
    try {
      this.present = await at(gain);
      this.#host.requestUpdate();
      for (const value of GAINS.slice(this.chart.length)) this.chart = [...this.chart, await at(value)];
      this.#host.requestUpdate();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
