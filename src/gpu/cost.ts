/** Predicts how long a slice of work takes on one device: a slow guess at first, corrected by every slice that ran. */
export interface CostModel {
  /** Milliseconds of so many dependent dispatches over so many multiply-adds in all. */
  predict(dispatches: number, macs: number): number;
  /** Tells what such a slice really took. */
  observe(dispatches: number, macs: number, milliseconds: number): void;
}

/** A slow software driver: 40 µs per dependent dispatch, 0.25 G multiply-adds per second. */
const START = { dispatch: 0.04, mac: 4e-6 };

/** Constants never fall below these: a thousandth of the start, so that one odd reading can't make slices endless. */
const FLOOR = 1e-3;

const bounded = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const models = new WeakMap<GPUDevice, CostModel>();

export function costModel(device: GPUDevice): CostModel {
  let model = models.get(device);
  if (!model) {
    let { dispatch, mac } = START;
    model = {
      predict: (dispatches, macs) => dispatch * dispatches + mac * macs,
      observe(dispatches, macs, milliseconds) {
        const predicted = dispatch * dispatches + mac * macs;
        // at most fourfold at once, shared out by what made up the prediction
        const ratio = bounded(milliseconds / predicted, 0.25, 4);
        const dispatchShare = (dispatch * dispatches) / predicted;
        dispatch = bounded(dispatch * ratio ** dispatchShare, START.dispatch * FLOOR, START.dispatch * 10);
        mac = bounded(mac * ratio ** (1 - dispatchShare), START.mac * FLOOR, START.mac * 10);
      },
    };
    models.set(device, model);
  }
  return model;
}
