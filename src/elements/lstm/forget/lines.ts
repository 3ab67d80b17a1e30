/** The lines of the chart: magnitudes of the bars while they walk back, over steps back from T. */
import type { LogLine } from "../../figure/log-chart.js";
import { t } from "../../language/t.js";
import type { LstmState } from "../view.js";
import { barAt, TANH_WEIGHT, type ForgetRun } from "./forget-run.js";

export interface ReachLine {
  readonly id: string;
  readonly title: string;
  /** By steps back, 0 … T. */
  readonly values: readonly number[];
  readonly look: { readonly token: string; readonly strokeWidth: number; readonly dash?: string };
}

export function reachLines(run: ForgetRun, { seeded }: Pick<LstmState, "seeded">): readonly ReachLine[] {
  const walk = Array.from({ length: run.steps + 1 }, (_, back) => run.steps - back);
  const of = (name: "h" | "c"): readonly number[] => walk.map((step) => Math.abs(barAt(run, seeded, name, step)));
  const walked = (bars: readonly number[]): readonly number[] => bars.toReversed().map(Math.abs);
  return [
    { id: "c", title: "LSTM: |c̄|", values: of("c"), look: { token: "mdrnn", strokeWidth: 3.5 } },
    { id: "h", title: "LSTM: |h̄|", values: of("h"), look: { token: "mdrnn", strokeWidth: 2, dash: "2 4" } },
    {
      id: "linear",
      title: t`linear RNN, w = ${run.recurrent}: |h̄|`,
      values: walked(run.linear),
      look: { token: "pixelcnn", strokeWidth: 2.25 },
    },
    {
      id: "tanh",
      title: t`tanh RNN, w = ${TANH_WEIGHT}: |h̄|`,
      values: walked(run.tanh),
      look: { token: "pixelcnn", strokeWidth: 2.25, dash: "7 4" },
    },
  ];
}

export const drawnLines = (lines: readonly ReachLine[], paint: (token: string) => string): readonly LogLine[] =>
  lines.map(({ values, look: { token, ...stroke } }) => ({ values, stroke: paint(token), ...stroke }));
