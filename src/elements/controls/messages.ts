import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import type { Engine } from "../controllers/engine.js";

type Opened = Pick<Engine<unknown>, "device" | "name" | "isSoftware" | "reason">;

interface Messages {
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
  /** What the reader should know although it went well. */
  readonly notices: readonly string[];
  /** Why this is not the GPU; empty where it is. */
  readonly reason: string;
}

export const plainMessages = ({ problem, notices, reason }: Messages): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${notices.filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${reason ? html`<p class="notice">${processorBadge()} ${reason}</p>` : nothing}
`;

/** "on the processor", which gives what helps to find out why. */
export const processorBadge = (): TemplateResult =>
  html`<button
    type="button"
    class="badge"
    title=${t`Copy diagnostics`}
    .textContent=${t`on the processor`}
    @click=${copyDiagnostics}
  ></button>`;

const copyDiagnostics = async ({ currentTarget }: { readonly currentTarget: Element }): Promise<void> =>
  (await import("../tools/loaded.js")).copyDiagnostics(currentTarget);

/** The messages of an element that runs one thing, and what it could not take from attributes and address. */
export const messages = (
  { problem, notice, engine }: { readonly problem: string; readonly notice: string; readonly engine: Opened | null },
  notices: readonly string[],
): TemplateResult => plainMessages({ problem, notices: [...notices, notice], reason: engine?.reason?.message ?? "" });

/** "Your GPU: NAME, in software", "Your processor, in a worker". */
export const placeText = ({ device, name, isSoftware }: Opened): string => {
  if (device === "gpu") return isSoftware ? t`Your GPU: ${name}, in software` : t`Your GPU: ${name}`;
  return name === "main thread" ? t`Your processor, on the main thread` : t`Your processor, in a ${name}`;
};
