import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Engine } from "../controllers/engine.js";

type Opened = Pick<Engine<unknown>, "device" | "name" | "isSoftware" | "reason">;

/** What went wrong, what the reader should know, and why this is not the GPU. */
export const messages = (
  { problem, notice, engine }: { readonly problem: string; readonly notice: string; readonly engine: Opened | null },
  notices: readonly string[],
): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${[...notices, notice].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${engine?.reason ? html`<p class="notice"><b class="badge">on the processor</b> ${engine.reason.message}</p>` : nothing}
`;

/** "Your GPU: NAME, in software", "Your processor, in a worker". */
export const placeText = ({ device, name, isSoftware }: Opened): string =>
  device === "gpu"
    ? `Your GPU: ${name}${isSoftware ? ", in software" : ""}`
    : `Your processor, ${name === "main thread" ? "on the" : "in a"} ${name}`;
