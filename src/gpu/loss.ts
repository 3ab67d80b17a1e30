import { deviceLostError } from "./device.js";
import type { GpuSession } from "./device.js";

type Reject = (reason: unknown) => void;

/** What waits on each session now. A callback on `session.lost` itself would hold whatever it closes over as long as the device lives. */
const waiting = new WeakMap<GpuSession, Set<Reject>>();

function waitingOn(session: GpuSession): Set<Reject> {
  const known = waiting.get(session);
  if (known) return known;
  const rejects = new Set<Reject>();
  waiting.set(session, rejects);
  void session.lost.then((info) => rejects.forEach((reject) => reject(deviceLostError(info))));
  return rejects;
}

/** Settles as the work does, or rejects with device-lost when the device is lost before: it may never answer then. */
export function unlessLost<T>(session: GpuSession, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (session.lostReason) return reject(deviceLostError(session.lostReason));
    const rejects = waitingOn(session);
    rejects.add(reject);
    work.then(resolve, reject).finally(() => rejects.delete(reject));
  });
}
