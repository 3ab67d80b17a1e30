import { html, nothing, render } from "lit";
import type { LitElement, TemplateResult } from "lit";
import { t } from "../language/t.js";

/** What stands below every element: a button; everything behind it is loaded when it is pressed. */
export class Toolbar {
  readonly #host: LitElement;
  #bar: HTMLElement | null = null;
  #panel: ((host: LitElement) => TemplateResult) | null = null;
  #isOpen = false;
  #problem = "";

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Puts the bar at the end of a root, and says before which node the host's own content stands. */
  attachTo(root: HTMLElement | DocumentFragment): ChildNode {
    const bar = (this.#bar = document.createElement("div"));
    bar.className = "tools";
    bar.setAttribute("part", "tools");
    const end = document.createComment("");
    root.append(end, bar);
    // before the host's first update the page's language is not there
    void this.#host.updateComplete.then(() => this.#render());
    return end;
  }

  #render(): void {
    if (!this.#bar) return;
    render(
      html`
        <button type="button" class="tools-button" aria-expanded=${this.#isOpen} @click=${() => void this.#toggle()}>
          ${t`Share, save, present`}
        </button>
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${this.#isOpen && this.#panel ? this.#panel(this.#host) : nothing}
      `,
      this.#bar,
    );
  }

  async #toggle(): Promise<void> {
    this.#isOpen = !this.#isOpen;
    this.#render();
    try {
      const { toolsPanel } = await import("./panel.js");
      this.#panel ??= toolsPanel(() => this.#render());
    } catch {
      this.#problem = t`The tools could not be loaded; check that all files of the package are there, and reload the page.`;
    }
    this.#render();
  }
}
