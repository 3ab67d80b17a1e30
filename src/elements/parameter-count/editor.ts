import { t, tData, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { completionsAt, type Completions } from "../../models/cnn/complete.js";
import type { NetProblem } from "./net.js";

const MOST_OPTIONS = 9;

/**
 * The list of layers as text: what is wrong is marked where it stands, and what may come next is offered below. Alt+↓ or Ctrl+Space
 * goes to the offers, ↑ ↓ among them, Enter takes one, Escape leaves them; a click takes one too.
 */
export class LayerEditor implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onText: (text: string) => void;
  #caret = 0;
  #isFocused = false;
  /** The offer that Enter would take; −1 while the reader types. */
  #active = -1;

  constructor(host: ReactiveControllerHost & HTMLElement, onText: (text: string) => void) {
    this.#host = host;
    this.#onText = onText;
    host.addController(this);
  }
  hostConnected(): void {
    this.#isFocused = false;
  }

  /** With what is wrong with the text, or that it is still being typed. */
  render(text: string, state: NetProblem | "typing" | null): TemplateResult {
    const problem = state === "typing" ? null : state;
    const place = problem?.place;
    const [start, end] = place ? [place.start, Math.max(place.end, place.start + 1)] : [0, 0];
    // A mark at the end of the text needs something to stand under.
    const marked = text.slice(start, end) || (place ? " " : "");
    const { options } = this.#offers(text);
    const isOpen = this.#isFocused && options.length > 0;
    return html`
      <div class="editor" part="editor">
        <label for="layers">${t`Layers, in the course’s notation`}</label>
        <div class="typing">
          <pre class="mirror" aria-hidden="true">
${text.slice(0, start)}${place ? html`<mark>${marked}</mark>` : nothing}${text.slice(place ? end : 0)}${"\n"}</pre>
          <textarea
            id="layers"
            rows="3"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            aria-autocomplete="list"
            aria-controls="offers"
            aria-activedescendant=${isOpen && this.#active >= 0 ? `offer-${this.#active}` : nothing}
            aria-invalid=${problem ? "true" : "false"}
            aria-describedby="layers-problem layers-keys"
            .value=${live(text)}
            @input=${(event: Event) => this.#typed(event.currentTarget as HTMLTextAreaElement)}
            @keydown=${(event: KeyboardEvent) => this.#key(event, text)}
            @keyup=${(event: Event) => this.#moved(event.currentTarget as HTMLTextAreaElement)}
            @click=${(event: Event) => this.#moved(event.currentTarget as HTMLTextAreaElement)}
            @focus=${(event: Event) => {
              this.#isFocused = true;
              this.#moved(event.currentTarget as HTMLTextAreaElement);
            }}
            @blur=${() => {
              this.#isFocused = false;
              this.#active = -1;
              this.#host.requestUpdate();
            }}
          ></textarea>
        </div>
        <p id="layers-problem" class=${problem ? "problem" : state === "typing" ? "fine soft" : "fine"}>
          ${problem ? problem.message : state === "typing" ? t`Read when you pause.` : html`<span aria-hidden="true">✓</span> ${t`Every layer is understood.`}`}
        </p>
        <ul id="offers" role="listbox" aria-label=${t`What may stand here`} ?hidden=${!isOpen}>
          ${options.map(
            ({ text: offer, says }, i) =>
              html`<li
                id=${`offer-${i}`}
                role="option"
                aria-selected=${i === this.#active}
                title=${tData(says)}
                @pointerdown=${(event: Event) => {
                  event.preventDefault();
                  void this.#take(text, i);
                }}
              >
                ${offer}
              </li>`,
          )}
        </ul>
        <p id="layers-keys" class="soft keys">
          ${
            isOpen && this.#active >= 0
              ? tHtml`<b>${options[this.#active]!.text}</b>: ${tData(options[this.#active]!.says)}. Enter takes it, Esc leaves.`
              : t`Alt + ↓ offers what may stand at the caret.`
          }
        </p>
      </div>
    `;
  }

  #offers(text: string): Completions {
    const found = completionsAt(text, Math.min(this.#caret, text.length));
    return { ...found, options: found.options.slice(0, MOST_OPTIONS) };
  }

  #typed(area: HTMLTextAreaElement): void {
    this.#active = -1;
    this.#caret = area.selectionStart;
    this.#onText(area.value);
  }

  #moved(area: HTMLTextAreaElement): void {
    if (area.selectionStart === this.#caret) {
      this.#host.requestUpdate();
      return;
    }
    this.#caret = area.selectionStart;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  #key(event: KeyboardEvent, text: string): void {
    const { options } = this.#offers(text);
    const isOpening = (event.altKey && event.key === "ArrowDown") || (event.ctrlKey && event.key === " ");
    const count = options.length;
    if (count === 0) return;
    if (isOpening && this.#active < 0) this.#active = 0;
    else if (this.#active < 0) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") this.#active = (this.#active + 1) % count;
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") this.#active = (this.#active + count - 1) % count;
    else if (event.key === "Enter") void this.#take(text, this.#active);
    else if (event.key === "Escape") this.#active = -1;
    else return;
    event.preventDefault();
    this.#host.requestUpdate();
  }

  async #take(text: string, i: number): Promise<void> {
    const { from, to, options } = this.#offers(text);
    const option = options[i];
    if (!option) return;
    this.#active = -1;
    this.#caret = from + option.text.length;
    this.#onText(text.slice(0, from) + option.text + text.slice(to));
    await this.#host.updateComplete;
    const area = this.#host.shadowRoot?.querySelector<HTMLTextAreaElement>("#layers");
    area?.focus();
    area?.setSelectionRange(this.#caret, this.#caret);
  }
}
