import type { AdderReport } from "../../engine/adder-check.js";
import type { CheckAdder } from "../../engine/check-adders.js";
import type { Engine } from "../controllers/engine.js";
import type { Adder, AdderState } from "./model.js";
import { ask, type Asked } from "./questions.js";

/** All that decides a check. */
export interface CheckRequest {
  readonly adder: Adder;
  readonly device: AdderState["device"];
  /** Whether the questions' answers are to be executed too. */
  readonly asks: boolean;
}

/** A net, tried on all pairs. */
export interface Checked {
  readonly adder: Adder;
  readonly report: AdderReport;
  /** Null where nothing is asked. */
  readonly asked: Asked | null;
}

export async function checkAll(
  engine: Pick<Engine<CheckAdder>, "run">,
  { adder, asks }: CheckRequest,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Checked> {
  const report = await engine.run(adder.net, adder.check, options);
  return { adder, report, asked: asks ? await ask(engine.run, options.signal) : null };
}
