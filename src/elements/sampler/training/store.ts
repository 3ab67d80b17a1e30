/** Where a run of training is kept: the browser's storage, so that it survives a reload; memory where that is forbidden. */
import type { ImageSet } from "../../../io/image-set.js";
import type { Curve } from "./curve.js";
import { t } from "../../language/t.js";

export interface Kept {
  /** A safetensors file with all that a run needs to go on, as `sweepfield train --resume` reads it. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly curve: Curve;
  /** The settings by their attributes, so that the page shows what is going on. */
  readonly settings: Readonly<Record<string, string>>;
  /** The reader's own images; null for those that the page draws. */
  readonly own: { readonly name: string; readonly images: ImageSet } | null;
}

export interface TrainingStore {
  load(): Promise<Kept | null>;
  /** `withImages`: the images have changed since the last time. */
  save(kept: Kept, withImages: boolean): Promise<void>;
  remove(): Promise<void>;
  /** Why nothing survives a reload; empty where it does. */
  readonly notice: string;
}

const DATABASE = "sweepfield";
const STORE = "training";

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the storage failed"));
  });

const open = async (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
};

const forbidden = (): string =>
  t`This browser stores nothing for this page, so the run is kept until the page is closed; download it to keep it.`;

/** The storage of one element, by its name. */
export async function openStore(name: string): Promise<TrainingStore> {
  let memory: Kept | null = null;
  let notice = "";
  let database: IDBDatabase | null = null;
  try {
    database = await open();
  } catch {
    notice = forbidden();
  }
  const images = `${name}/images`;
  const transaction = (mode: IDBTransactionMode): IDBObjectStore | null =>
    database?.transaction(STORE, mode).objectStore(STORE) ?? null;
  return {
    get notice() {
      return notice;
    },
    async load() {
      const store = transaction("readonly");
      if (!store) return memory;
      const [kept, own] = await Promise.all([
        done<Omit<Kept, "own"> | undefined>(store.get(name)),
        done<Kept["own"] | undefined>(store.get(images)),
      ]);
      return kept ? { ...kept, own: own ?? null } : null;
    },
    async save(kept, withImages) {
      memory = kept;
      const { own, ...rest } = kept;
      try {
        const store = transaction("readwrite");
        if (!store) return;
        const writes = [done(store.put(rest, name)), ...(withImages ? [done(store.put(own, images))] : [])];
        await Promise.all(writes);
        notice = "";
      } catch {
        notice = t`The browser’s storage is full or closed, so the run is kept until the page is closed; download it to keep it.`;
      }
    },
    async remove() {
      memory = null;
      const store = transaction("readwrite");
      if (store) await Promise.all([done(store.delete(name)), done(store.delete(images))]);
    },
  };
}
