import type { ReactiveController, ReactiveControllerHost } from "lit";

interface DropTargetOptions {
  /** Where files may be dropped: the host by default, or the whole document. */
  readonly area?: "host" | "document";
  onFiles(files: readonly File[]): void;
}

/** Without this the browser would leave the page to show what is dropped. Text and links that are dragged are let through. */
const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes files that are dropped on an element or anywhere on its page. Of nested targets the innermost takes them. */
export class DropTarget implements ReactiveController {
  /** Files are being dragged over the area. */
  active = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DropTargetOptions;
  #listeners: AbortController | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DropTargetOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const area = this.#options.area === "document" ? document.documentElement : this.#host;
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      this.#setActive(true);
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))) this.#setActive(false);
    };
    const drop = (event: DragEvent): void => {
      this.#setActive(false);
      if (!carriesFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      this.#options.onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    area.addEventListener("dragenter", over, { signal });
    area.addEventListener("dragover", over, { signal });
    area.addEventListener("dragleave", leave, { signal });
    area.addEventListener("drop", drop, { signal });
  }

  hostDisconnected(): void {
    this.#listeners?.abort();
    this.#listeners = null;
    this.#setActive(false);
  }

  #setActive(active: boolean): void {
    if (this.active === active) return;
    this.active = active;
    this.#host.requestUpdate();
  }
}
