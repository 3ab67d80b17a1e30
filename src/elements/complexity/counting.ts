import { t } from "../language/t.js";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { SweepfieldError } from "../../error.js";
import type { Sliced } from "../../graph/slices.js";
import { COMPARED, type ComparedId, type ComparisonSettings } from "../../models/comparison.js";
import { FactsCounter, type Facts, type Machine } from "./facts.js";
import { growthOf, type Growth } from "./growth.js";
import type { QuantityId } from "./quantities.js";

/** The whole table, of one setting. */
export interface TableFacts {
  readonly settings: ComparisonSettings;
  readonly facts: Readonly<Record<ComparedId, Facts>>;
}

interface Request {
  readonly settings: ComparisonSettings;
  readonly machine: Machine;
  readonly quantity: QuantityId;
}

const SLICE_MS = 8;

/** Everything of one setting. */
export function* tableOf(settings: ComparisonSettings, counter: FactsCounter): Sliced<TableFacts> {
  const facts: Partial<Record<ComparedId, Facts>> = {};
  for (const id of COMPARED) facts[id] = yield* counter.all(id, settings);
  return { settings, facts: facts as Record<ComparedId, Facts> };
}

/** Counts the table and the growth of a quantity in slices; what stands on screen stays until the new numbers are complete. */
export class Counting implements ReactiveController {
  table: TableFacts | null = null;
  growth: Growth | null = null;
  busy = false;
  /** What went wrong, for the reader. */
  problem = "";

  readonly #host: ReactiveControllerHost;
  readonly #onTable: () => void;
  readonly #counter = new FactsCounter();
  #request: Request | null = null;
  #abort: AbortController | null = null;

  constructor(host: ReactiveControllerHost, onTable: () => void) {
    this.#host = host;
    this.#onTable = onTable;
    host.addController(this);
  }
  hostConnected(): void {
    if (this.#request && !this.busy) this.request(this.#request);
  }
  hostDisconnected(): void {
    this.#abort?.abort();
    this.busy = false;
  }

  request(request: Request): void {
    this.#request = request;
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.busy = true;
    void this.#count(request, this.#abort.signal);
  }

  async #count({ settings, machine, quantity }: Request, signal: AbortSignal): Promise<void> {
    try {
      const table = await inSlices(tableOf(settings, this.#counter), signal);
      this.table = table;
      this.problem = "";
      this.#onTable();
      this.#host.requestUpdate();
      this.growth = await inSlices(growthOf(quantity, settings, machine, this.#counter), signal);
    } catch (error) {
      if (signal.aborted) return;
      this.problem = error instanceof SweepfieldError ? error.message : t`counting failed: ${String(error)}`;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}

/** Never keeps the page longer than a slice, and begins with a pause, so that a slider that is dragged is not waited for. */
async function inSlices<Result>(sliced: Sliced<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    const since = performance.now();
    while (performance.now() - since < SLICE_MS) {
      const { done, value } = sliced.next();
      if (done) return value;
    }
  }
}
