import { css, html, LitElement } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { Media } from "../controllers/media.js";
import { paintMarks } from "../figure/canvas.js";
import { base } from "../styles/base.styles.js";
import { rampsFor } from "../styles/ramps.js";
import type { Colours } from "./boxes.js";
import { pictureMarks } from "./picture-marks.js";
import { extentOf, type Scene } from "./scene.js";

/**
 * The canvas of one field, as wide as its place. It draws and knows no keys or pointers.
 *
 * @summary The picture of a receptive field.
 */
export class SfFieldPicture extends LitElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        width: 100%;
      }
    `,
  ];
  static override properties = { scene: { attribute: false } };
  declare scene: Scene | null;

  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  #sizes: ResizeObserver | null = null;
  #colours: { readonly isDark: boolean; readonly colours: Colours } | null = null;

  constructor() {
    super();
    this.scene = null;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(() => this.#paint());
    this.#sizes.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }
  protected override updated(_changed: PropertyValues<this>): void {
    this.#paint();
  }
  protected override render(): TemplateResult {
    return html`<canvas aria-hidden="true" ${ref(this.#canvas)}></canvas>`;
  }

  #paint(): void {
    const canvas = this.#canvas.value;
    const { scene, clientWidth: width } = this;
    if (!canvas || !scene || width === 0) return;
    const { columns, rows } = extentOf(scene);
    const side = width / columns;
    const scale = devicePixelRatio;
    const [w, h] = [Math.round(width * scale), Math.round(rows * side * scale)];
    if (canvas.width !== w || canvas.height !== h) {
      Object.assign(canvas, { width: w, height: h });
      canvas.style.setProperty("aspect-ratio", `${columns} / ${rows}`);
    }
    const colours = this.#palette();
    paintMarks(canvas, pictureMarks(scene, colours, side), colours.of("surface"), "sans-serif");
  }

  #palette(): Colours {
    const isDark = this.#dark.matches;
    if (this.#colours?.isDark !== isDark) {
      const style = getComputedStyle(this);
      const known = new Map<string, string>();
      const of = (name: string): string => {
        const colour = known.get(name) ?? style.getPropertyValue(`--sf-${name}`).trim();
        known.set(name, colour);
        return colour;
      };
      this.#colours = { isDark, colours: { of, ramps: rampsFor(isDark) } };
    }
    return this.#colours.colours;
  }
}

if (!customElements.get("sf-field-picture")) customElements.define("sf-field-picture", SfFieldPicture);

declare global {
  interface HTMLElementTagNameMap {
    "sf-field-picture": SfFieldPicture;
  }
}
