import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { SweepfieldError } from "../../../error.js";
import { BUILTIN_NAMES, builtinImage } from "../../../io/builtin-images.js";
import type { BuiltinName } from "../../../io/builtin-images.js";
import { shortName } from "../../../io/short-name.js";
import { greyOf } from "../../../io/pixels.js";
import type { ImageSize } from "../../../io/pixels.js";
import type { Tensor } from "../../../models/tensor.js";
import { Announcer } from "../../controllers/announcer.js";
import { DropTarget } from "../../controllers/drop-target.js";
import { PasteTarget } from "../../controllers/paste-target.js";
import { nextTask } from "../../controllers/slices.js";
import { languageReady } from "../../language/languages.js";
import { t } from "../../language/t.js";
import { stateElement } from "../../state.js";
import { base } from "../../styles/base.styles.js";
import { tokens } from "../../styles/tokens.styles.js";
import { choice, choiceStyles } from "../choice.js";
import { drawn } from "./drawn.js";
import { SfImageChangeEvent } from "./image-change.event.js";
import type { ImageValue } from "./image-change.event.js";
import { imageSourceState } from "./image-source.state.js";
import { imageSourceStyles } from "./image-source.styles.js";
import type { Photo } from "./photo.js";
import { titleOf } from "./titles.js";

const THUMBNAIL: ImageSize = { height: 28, width: 28 };
const INPUTS = ["image", "seed", "colour", "height", "width"] as const;

/** What a reader calls an image: a file by its name. */
const nameOf = ({ builtin, name }: ImageValue): string => (builtin ? titleOf(builtin) : name);

/** The error of a file that can't be taken; a fault of the program goes on as it is. */
const refusal = (error: unknown): SweepfieldError => {
  if (error instanceof SweepfieldError) return error;
  throw error;
};

/**
 * Where an image comes from: one of three that Sweepfield draws, or the reader's own by file, drop or paste.
 *
 * @summary Chooses the image that the models read.
 * @tag sf-image-source
 * @fires {SfImageChangeEvent} sf-image-change - There is another image, or the same one in another size or colour.
 * @csspart preview - The picture as the models read it.
 * @csspart problem - Why a file was refused.
 */
export class SfImageSource extends stateElement(imageSourceState) {
  static override properties = { locked: { attribute: false } };
  static override styles = [tokens, base, choiceStyles, imageSourceStyles];

  readonly #announcer = new Announcer(this);
  readonly #drop = new DropTarget(this, { onFiles: (files) => void this.open(files) });
  #photo: Photo | null = null;
  /** Loaded with the first file. */
  #decoder: typeof import("./photo.js") | null = null;
  #value: ImageValue | null = null;
  /** The image before grey was chosen. */
  #image: Tensor<Float32Array> | null = null;
  #thumbnails: readonly Tensor<Float32Array>[] = [];
  /** The file that is being read. */
  #reading: File | null = null;
  #problem = "";
  #notice = "";

  /** Attributes of the element around it that its page keeps: with "image" no other one is taken. @internal */
  declare locked: readonly string[];

  constructor() {
    super();
    this.locked = [];
    new PasteTarget(this, (files) => void this.open(files));
  }

  /** The image as the models read it; null before the first update. */
  get value(): ImageValue | null {
    return this.#value;
  }

  /** Height and width in one. */
  get size(): ImageSize {
    return { height: this.height, width: this.width };
  }
  set size({ height, width }: ImageSize) {
    Object.assign(this, { height, width });
  }

  /** Takes the first of these files, as if it were chosen. A file that can't be taken is refused on screen, and the old image stays. */
  async open(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    if (this.#isFixed) {
      this.#notice = t`The image is fixed on this page.`;
      this.#announcer.say(this.#notice);
      return this.requestUpdate();
    }
    this.#cancel();
    this.#reading = file;
    this.requestUpdate();
    this.#decoder ??= await import("./photo.js");
    const opened = await this.#decoder.openPhoto(file).catch(refusal);
    if (this.#reading !== file) {
      if (!(opened instanceof SweepfieldError)) opened.bitmap.close();
      return;
    }
    if (opened instanceof SweepfieldError) {
      this.#problem = opened.message;
    } else {
      this.#setPhoto(opened);
      if (files.length > 1) this.#notice = t`Only the first of ${files.length} files is shown.`;
      this.#announcer.say([t`${opened.name} is the image now.`, this.#notice].filter(Boolean).join(" "));
      await this.#show();
    }
    if (this.#reading === file) this.#reading = null;
    this.requestUpdate();
  }

  /** The first rendering is a task of its own: on a slow machine all of them together hold the page up. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await Promise.all([nextTask(), languageReady()]);
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("seed")) void this.#drawThumbnails(this.seed);
    if (this.hasUpdated && changed.has("image")) {
      this.#cancel();
      this.#setPhoto(null);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (INPUTS.some((name) => changed.has(name))) void this.#show();
    const isColourFixed = this.locked.includes("colour");
    for (const input of this.renderRoot.querySelectorAll<HTMLInputElement>('[name="colour"]'))
      input.disabled = isColourFixed;
  }

  protected override render(): TemplateResult {
    const value = this.#value;
    return html`
      <section class=${this.#drop.active ? "dragged" : ""} aria-label=${t`Image`} aria-busy=${this.#reading !== null}>
        <canvas
          class="preview"
          part="preview"
          role="img"
          aria-label=${value ? t`The image: ${nameOf(value)}` : t`The image`}
          ${drawn(value?.tensor ?? null)}
        ></canvas>
        <div class="about">
          <p class="name">${this.#reading ? t`Reading ${shortName(this.#reading.name)} …` : value && nameOf(value)}</p>
          <p class="soft number">${value ? this.#description(value) : nothing}</p>
        </div>
        <div class="sources" role="group" aria-label=${t`Choose an image`}>
          ${BUILTIN_NAMES.map((name, i) => this.#builtinButton(name, this.#thumbnails[i] ?? null))}
          <label class=${value && !value.builtin ? "tile own current" : "tile own"}>
            <input
              class="visually-hidden"
              type="file"
              accept="image/png,image/jpeg,image/webp"
              ?disabled=${this.#isFixed}
              @change=${this.#onFile}
            />
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15V4m-4 4 4-4 4 4M5 14v5h14v-5" /></svg>
            <span>${t`Your own`}</span>
          </label>
        </div>
        <p class="hint soft">${this.#hint}</p>
        ${this.#image?.shape[1] === 3 ? this.#colourChoice() : nothing}
        <p
          class="problem"
          part="problem"
          role="alert"
          .textContent=${this.#problem && t`${this.#problem}. The image before it stays.`}
        ></p>
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </section>
    `;
  }

  get #isFixed(): boolean {
    return this.locked.includes("image");
  }

  get #hint(): string {
    if (this.#drop.active) return t`Drop the image here.`;
    return this.#notice || t`PNG, JPEG or WebP: choose, drop or paste. It stays on your machine.`;
  }

  #builtinButton(name: BuiltinName, thumbnail: Tensor | null): TemplateResult {
    return html`
      <button
        class="tile"
        type="button"
        aria-pressed=${this.#value?.builtin === name}
        ?disabled=${this.#isFixed}
        @click=${() => this.#choose(name)}
      >
        <canvas aria-hidden="true" ${drawn(thumbnail)}></canvas>
        <span>${titleOf(name)}</span>
      </button>
    `;
  }

  #colourChoice(): TemplateResult {
    return choice({
      id: "colour",
      label: t`Channels`,
      options: [
        ["auto", t`RGB`],
        ["grey", t`Grey`],
      ],
      value: this.colour,
      onChoice: (colour) => (this.colour = colour),
    });
  }

  #description({ builtin, original, tensor }: ImageValue): string {
    const channels = tensor.shape[1] === 3 ? t`RGB` : t`grey`;
    const read = `${this.height} × ${this.width}, ${channels}`;
    return builtin ? read : t`${original.width} × ${original.height} pixels, read as ${read}`;
  }

  /** One per task, after the image itself. */
  async #drawThumbnails(seed: number): Promise<void> {
    const thumbnails: Tensor<Float32Array>[] = [];
    for (const name of BUILTIN_NAMES) {
      await nextTask();
      if (seed !== this.seed) return;
      thumbnails.push(builtinImage(name, THUMBNAIL, seed));
    }
    this.#thumbnails = thumbnails;
    this.requestUpdate();
  }

  #choose(name: BuiltinName): void {
    this.#cancel();
    const isShown = this.image === name && !this.#photo;
    this.#setPhoto(null);
    if (this.image !== name) this.image = name;
    else if (!isShown) void this.#show();
    this.requestUpdate();
  }

  /** Forgets the file that is being read, and what was said of the last one. */
  #cancel(): void {
    this.#reading = null;
    this.#problem = "";
    this.#notice = "";
  }

  #setPhoto(photo: Photo | null): void {
    this.#photo?.bitmap.close();
    this.#photo = photo;
  }

  /** Makes the value anew and tells it. Of several that overlap only the last one counts. */
  async #show(): Promise<void> {
    const [photo, size, seed, builtin] = [this.#photo, this.size, this.seed, this.image];
    const image =
      photo && this.#decoder
        ? await this.#decoder.photoTensor(photo, size).catch(refusal)
        : builtinImage(builtin, size, seed);
    if (image instanceof SweepfieldError) {
      this.#problem = image.message;
      this.requestUpdate();
      return;
    }
    if (photo !== this.#photo || size.height !== this.height || size.width !== this.width) return;
    this.#image = image;
    this.#value = {
      name: photo?.name ?? builtin,
      builtin: photo ? null : builtin,
      original: photo?.original ?? size,
      colour: this.colour,
      tensor: this.colour === "grey" ? greyOf(image) : image,
    };
    this.requestUpdate();
    this.dispatchEvent(new SfImageChangeEvent(this.#value));
  }

  readonly #onFile = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    void this.open(files);
  };
}

if (!customElements.get("sf-image-source")) customElements.define("sf-image-source", SfImageSource);

declare global {
  interface HTMLElementTagNameMap {
    "sf-image-source": SfImageSource;
  }
}
