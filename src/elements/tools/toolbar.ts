import { html, nothing, render } from "lit";
import type { LitElement, ReactiveController, TemplateResult } from "lit";
import { t } from "../language/t.js";

/** What stands below every element: a button; everything behind it is loaded when it is pressed. */
export class Toolbar implements ReactiveController {
  readonly #host: LitElement & { readonly presenter: boolean };
  #bar: HTMLElement | null = null;
  #panel: (() => TemplateResult) | null = null;
  #isOpen = false;
  #presents = false;
  #problem = "";

  constructor(host: LitElement & { readonly presenter: boolean }) {
    this.#host = host;
    host.addController(this);
  }

  /** Puts the bar at the end of a root, and says before which node the host's own content stands. */
  attachTo(root: HTMLElement | DocumentFragment): ChildNode {
    const bar = (this.#bar = document.createElement("div"));
    bar.className = "tools";
    bar.setAttribute("part", "tools");
    const end = document.createComment("");
    root.append(end, bar);
    return end;
  }

  /** Before the host's first update the page's language is not there. */
  hostUpdated(): void {
    this.#render();
    if (this.#presents || !this.#host.presenter) return;
    this.#presents = true;
    void this.#load(async () => (await import("./loaded.js")).presents(this.#host));
  }

  #render(): void {
    if (!this.#bar) return;
    render(
      html`
        <button type="button" class="tools-button" aria-expanded=${this.#isOpen} @click=${() => this.#toggle()}>
          ${t`Share, save, present`}
        </button>
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${this.#isOpen && this.#panel ? this.#panel() : nothing}
      `,
      this.#bar,
    );
  }

  #toggle(): void {
    this.#isOpen = !this.#isOpen;
    void this.#load(async () => {
      const { toolsPanel } = await import("./loaded.js");
      this.#panel ??= toolsPanel(this.#host, () => this.#render());
    });
  }

  async #load(load: () => Promise<void>): Promise<void> {
    this.#problem = "";
    try {
      await load();
    } catch {
      this.#problem = t`The tools could not be loaded; check that all files of the package are there, and reload the page.`;
    }
    this.#render();
  }
}
