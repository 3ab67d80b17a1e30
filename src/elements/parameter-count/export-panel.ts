import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import type { Net } from "./net.js";

const KINDS = [
  ["csv", () => t`the table as CSV`, "csvOf"],
  ["code", () => t`PyTorch code`, "codeOf"],
  ["list", () => t`the list with these settings`, "listOf"],
] as const;
type Kind = (typeof KINDS)[number][0];

/** Table, code and list, shown and copied. */
export class ExportPanel implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #say: (text: string) => void;
  #shown: { readonly kind: Kind; readonly text: string; readonly net: Net } | null = null;
  #note = "";

  constructor(host: ReactiveControllerHost, say: (text: string) => void) {
    this.#host = host;
    this.#say = say;
    host.addController(this);
  }
  hostDisconnected(): void {
    this.#shown = null;
  }

  render(net: Net): TemplateResult {
    const shown = this.#shown?.net === net ? this.#shown : null;
    return html`
      <section class="export" part="export" aria-labelledby="export-title">
        <h2 id="export-title">${t`Take it with you`}</h2>
        <div class="actions">
          ${KINDS.map(
            ([kind, text]) =>
              html`<button type="button" data-export=${kind} @click=${() => void this.#copy(net, kind)}>
                ${t`Copy ${text()}`}
              </button>`,
          )}
          <span class="soft">${shown ? this.#note : ""}</span>
        </div>
        ${shown ? html`<pre class="exported" tabindex="0" aria-label=${t`What was copied`}>${shown.text}</pre>` : nothing}
      </section>
    `;
  }

  async #copy(net: Net, kind: Kind): Promise<void> {
    const [, what, maker] = KINDS.find(([name]) => name === kind)!;
    try {
      const text = (await import("./exports.js"))[maker](net);
      this.#shown = { kind, text, net };
      this.#note = await this.#toClipboard(text, what());
    } catch {
      this.#note = t`It could not be loaded; check the connection and try again.`;
    }
    this.#say(this.#note);
    this.#host.requestUpdate();
  }

  /** Pages in frames and on plain http may not write to the clipboard. */
  async #toClipboard(text: string, what: string): Promise<string> {
    try {
      await navigator.clipboard.writeText(text);
      return t`Copied ${what}.`;
    } catch {
      return t`The browser does not let this page copy; select the text below.`;
    }
  }
}
