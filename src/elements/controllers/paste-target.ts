import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Elements that want a paste for themselves. */
const EDITABLE = ["text", "search", "url", "tel", "email", "password", "number", "date"].map(
  (type) => `input[type="${type}"]`,
);
const TAKES_PASTE = [
  "input:not([type])",
  ...EDITABLE,
  "textarea",
  "[contenteditable]:not([contenteditable='false'])",
].join(", ");

/** Takes pasted files: those pasted in the host, and those that nothing else on the page is there to take. */
export class PasteTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onFiles: (files: readonly File[]) => void;

  constructor(host: ReactiveControllerHost & HTMLElement, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("paste", this.#paste);
  }
  hostDisconnected(): void {
    document.removeEventListener("paste", this.#paste);
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || event.defaultPrevented) return;
    const path = event.composedPath();
    const isTaken = path.some(
      (node) => node instanceof Element && (node.matches(TAKES_PASTE) || node.localName === this.#host.localName),
    );
    if (isTaken && !path.includes(this.#host)) return;
    event.preventDefault();
    this.#onFiles(files);
  };
}
