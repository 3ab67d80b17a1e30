import { t } from "../language/t.js";
import type { EngineRun } from "../controllers/engine-run.js";
import { placeText } from "../controls/messages.js";
import { noun } from "../controls/noun.js";
import type { Presentation } from "./picture.js";
import type { StackRequest, StackResult } from "./stack-run.js";

type Run = EngineRun<StackRequest, StackResult>;

const DRAWN: Readonly<Record<Presentation, () => string>> = {
  canvas: () => t`The picture is drawn there too, straight from the buffers that hold the activations.`,
  "read-back": () =>
    t`The picture is drawn there too, straight from the buffers that hold the activations, and copied to the page.`,
  projection: () => t`The picture shows the same planes through the same camera, drawn without WebGPU.`,
};

/** On what it ran, in how many steps, and how it came to the screen. */
export function provenance({ engine, result }: Run, presentation: Presentation | null): string {
  if (!engine || !result) return "";
  const { steps } = result.trace;
  return `${placeText(engine)}, ${t`${steps} sequential ${noun(steps, "step")}.`} ${presentation ? DRAWN[presentation]() : ""}`;
}
