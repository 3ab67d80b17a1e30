/** The peers as contenders, each opened once for all workloads, with the reason where one does not run. */
import type { Contender } from "./contender.js";
import type { Peer } from "./peers/peer.js";
import { peerTask } from "./task.js";
import type { Workload } from "./workloads.js";

export type PeerName = "tfjs-webgpu" | "onnxruntime-webgpu" | "jax-webgpu" | "tfjs-cpu";

/** Where the installed peers lie, as a URL that ends with a slash, or why they are not there. */
export type PeersPlace = { readonly folder: string } | { readonly skipped: string };

export interface Skipped {
  readonly skipped: string;
}

interface Module {
  open(argument: string): Promise<Peer>;
}

const OPENERS: Readonly<Record<PeerName, (folder: string) => Promise<Peer>>> = {
  "tfjs-webgpu": async (folder) => (await load(folder, "tfjs")).open("webgpu"),
  "onnxruntime-webgpu": async (folder) => (await load(folder, "onnxruntime")).open(folder),
  "jax-webgpu": async (folder) => (await load(folder, "jax")).open(""),
  "tfjs-cpu": async (folder) => (await load(folder, "tfjs")).open("cpu"),
};

export const PEER_NAMES = Object.keys(OPENERS) as readonly PeerName[];

const load = async (folder: string, name: string): Promise<Module> =>
  (await import(/* @vite-ignore */ `${folder}${name}.js`)) as Module;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0]!;

/** The libraries that are open, by name: a peer, or why there is none. */
export type OpenPeers = ReadonlyMap<PeerName, Peer | Skipped>;

export async function openPeers(place: PeersPlace): Promise<OpenPeers> {
  const peers = new Map<PeerName, Peer | Skipped>();
  for (const name of PEER_NAMES) {
    if ("skipped" in place) peers.set(name, place);
    else peers.set(name, await OPENERS[name](place.folder).catch((error: unknown) => ({ skipped: reason(error) })));
  }
  return peers;
}

/** The CPU engine runs against tfjs's CPU backend alone: no GPU is compared with a CPU. */
const runsFor = (name: PeerName, { device }: Workload): boolean => device === "gpu" || name === "tfjs-cpu";

/** Every peer with this workload in place, or the reason why it does not run it. */
export async function peerContenders(
  peers: OpenPeers,
  workload: Workload,
): Promise<Readonly<Record<string, Contender | Skipped>>> {
  const task = peerTask(workload);
  if (task === null) return {};
  const found: Record<string, Contender | Skipped> = {};
  for (const [name, peer] of peers) {
    if (!runsFor(name, workload)) continue;
    if ("skipped" in peer) {
      found[name] = peer;
      continue;
    }
    try {
      found[name] = { name, ...(await peer.prepare(task)) };
    } catch (error) {
      found[name] = { skipped: reason(error) };
    }
  }
  return found;
}
