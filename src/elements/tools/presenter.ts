import { html, nothing, render } from "lit";
import type { LitElement, ReactiveController } from "lit";
import { propertiesOf } from "../hosts/properties.js";
import { t } from "../language/t.js";
import { takeAwayOf } from "./catalogue.js";
import { isHeldBack } from "./held-back.js";
import type { ToolsHost } from "./host.js";
import { presenterStyles } from "./presenter.styles.js";
import type { TakeAway } from "./take-away.js";

type Scenes = NonNullable<TakeAway<ToolsHost>["scenes"]>;

/** Where Previous and Next lead. */
interface Place {
  readonly at: number;
  /** null while a question holds it back. */
  readonly length: number | null;
  go(by: number): void;
}

const KEYS: Readonly<Record<string, number>> = {
  PageDown: 1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageUp: -1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Everything beside an element, up to the page's body: shadow trees too. */
function* surroundings(element: Element): Generator<HTMLElement> {
  for (let node: Node | null = element; node && node !== document.body;) {
    const parent: ParentNode | null = node.parentNode;
    for (const sibling of parent?.children ?? [])
      if (sibling !== node && sibling instanceof HTMLElement && sibling.localName !== "script") yield sibling;
    node = parent instanceof ShadowRoot ? parent.host : parent;
  }
}

/** Fills the window with an element while its `presenter` is on. */
class Presenter implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #bar = document.createElement("div");
  #takeAway: TakeAway<ToolsHost> | null = null;
  #scene = -1;
  #isTold = false;
  /** Undoes what was done to the page. */
  #leave: (() => void) | null = null;

  constructor(host: ToolsHost) {
    this.#host = host;
    this.#bar.className = "presenter";
    this.#bar.setAttribute("role", "group");
    this.#bar.addEventListener("keydown", this.#onBarKey);
    host.addController(this);
    this.hostUpdated();
    void this.#load();
  }

  async #load(): Promise<void> {
    // without it there are no scenes
    this.#takeAway = await takeAwayOf(this.#host).catch(() => null);
    this.hostUpdated();
  }

  hostUpdated(): void {
    if (this.#host.presenter && !this.#leave) this.#enter();
    if (!this.#host.presenter) this.#leave?.();
    if (this.#leave) this.#render();
  }
  hostDisconnected(): void {
    this.#leave?.();
  }
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #enter(): void {
    const host = this.#host;
    const root = host.renderRoot;
    const sheet = presenterStyles.styleSheet;
    if (!(root instanceof ShadowRoot) || !sheet) return;
    // the place in the page stays as high as it is: a frame that follows its content would close
    const place = host.parentElement;
    const before = place?.style.minHeight ?? "";
    if (place) place.style.minHeight = `${Math.max(place.offsetHeight, 480)}px`;
    const covered = [...surroundings(host)].filter(({ inert }) => !inert);
    for (const element of covered) element.inert = true;
    root.adoptedStyleSheets.push(sheet);
    root.append(this.#bar);
    host.addEventListener("keydown", this.#onKey);
    document.addEventListener("fullscreenchange", this.#onFullscreen);
    this.#lift();
    this.#leave = () => {
      this.#leave = null;
      host.removeEventListener("keydown", this.#onKey);
      document.removeEventListener("fullscreenchange", this.#onFullscreen);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
      this.#lower();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
      for (const element of covered) element.inert = false;
      if (place) place.style.minHeight = before;
      this.#bar.remove();
      root.querySelector<HTMLElement>(".tools-button")?.focus();
    };
    this.#render();
    const go = this.#bar.querySelector<HTMLElement>(".presenter-next") ?? this.#bar.querySelector("button");
    go?.focus({ preventScroll: true });
  }

  /** Above everything, also inside of what is transformed or clipped. */
  #lift(): void {
    const host = this.#host;
    if (typeof host.showPopover !== "function" || !host.isConnected || document.fullscreenElement) return;
    host.popover = "manual";
    host.showPopover();
  }
  #lower(): void {
    if (typeof this.#host.hidePopover !== "function") return;
    this.#host.popover = null;
  }

  async #fullscreen(): Promise<void> {
    // what is full screen may not be a popover
    this.#lower();
    try {
      await this.#host.requestFullscreen();
    } catch {
      this.#lift();
    }
    this.#render();
  }

  readonly #onFullscreen = (): void => {
    // its Escape is the browser's
    if (!document.fullscreenElement) this.#host.presenter = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#host.presenter = false;
    } else if (event.key.startsWith("Page") && !(event.composedPath()[0] instanceof HTMLInputElement)) this.#go(event);
  };
  readonly #onBarKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) this.#go(event);
  };
  #go(event: KeyboardEvent): void {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#place?.go(by);
    this.#render();
  }

  /** Steps where there is a clock, else the element's scenes. */
  get #place(): Place | null {
    const host = this.#host;
    const scenes = this.#takeAway?.scenes ?? [];
    const { step, length } = host;
    if (typeof step === "number" && typeof length === "number" && length > 0)
      return {
        at: step,
        length: this.#isHeld ? null : length,
        go: (by) => {
          host.pause?.();
          host.step = Math.min(length, Math.max(0, step + by));
        },
      };
    return scenes.length === 0
      ? null
      : { at: this.#scene + 1, length: scenes.length, go: (by) => this.#show(scenes, by) };
  }

  /** How many steps there are may be what is asked. Told once, it stays told. */
  get #isHeld(): boolean {
    const takeAway = this.#takeAway;
    const { mode, answers } = this.#host;
    if (mode !== "predict" && answers !== "hidden") return false;
    this.#isTold ||= takeAway !== null && !isHeldBack(this.#host, takeAway);
    return !this.#isTold;
  }

  #show(scenes: Scenes, by: number): void {
    this.#scene = Math.min(scenes.length - 1, Math.max(0, this.#scene + by));
    const properties = propertiesOf(this.#host);
    for (const [attribute, text] of Object.entries(scenes[this.#scene] ?? {}))
      Reflect.set(this.#host, properties.get(attribute) ?? attribute, text);
  }

  #render(): void {
    const place = this.#place;
    const { at = 0, length = null } = place ?? {};
    this.#bar.setAttribute("aria-label", t`Presenter`);
    const turn = (label: string, by: number, isOver: boolean) =>
      html`<button
        type="button"
        class=${by > 0 ? "presenter-next" : "presenter-previous"}
        aria-disabled=${isOver}
        @click=${() => {
          place?.go(by);
          this.#render();
        }}
      >
        ${label}
      </button>`;
    render(
      html`
        ${
          place
            ? html`${turn(t`Previous`, -1, at <= 0)}
                <output>${t`${at} of ${length ?? "?"}`}</output>
                ${turn(t`Next`, 1, length !== null && at >= length)}`
            : nothing
        }
        ${
          document.fullscreenEnabled && !document.fullscreenElement
            ? html`<button type="button" @click=${() => void this.#fullscreen()}>${t`Full screen`}</button>`
            : nothing
        }
        ${
          this.#host.link.locked.includes("presenter")
            ? nothing
            : html`<button type="button" @click=${() => (this.#host.presenter = false)}>${t`Leave (Escape)`}</button>`
        }
      `,
      this.#bar,
    );
  }
}

/** Presents an element now, and whenever its `presenter` is on. */
export const presents = (host: LitElement): void => void new Presenter(host as ToolsHost);
