/** A shader as text. Comments and blank space are stripped in the browser bundles. */
declare module "*.wgsl" {
  const code: string;
  export default code;
}

/** A worker's entry ("worker-source:./cpu-worker.ts"), bundled into one classic script, as text for a blob worker. */
declare module "worker-source:*" {
  const script: string;
  export default script;
}

/** The elements, by the names of their folders: "race" is <sf-race>. */
declare module "sweepfield:elements" {
  export const names: readonly string[];
}
