import { adoptInto } from "../styles/adopt.js";
import { html, nothing } from "lit";
import type { LitElement, TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { SweepfieldError } from "../../error.js";
import { nextTask } from "../controllers/slices.js";
import type { Figure } from "../figure/marks.js";
import { t } from "../language/t.js";
import { gifFile } from "./animation.js";
import { takeAwayOf } from "./catalogue.js";
import { copyText } from "./clipboard.js";
import { csvFile, jsonFile } from "./data-files.js";
import { adapterOf, diagnosticsOf } from "./diagnostics.js";
import { baseAddress, EMBED_CODES, PLACEHOLDER } from "./embed-code.js";
import type { EmbedKind } from "./embed-code.js";
import { GIF_LIMITS } from "./gif-limits.js";
import { isHeldBack } from "./held-back.js";
import { fileNameOf, settingsOf } from "./host.js";
import type { ToolsHost } from "./host.js";
import { panelStyles } from "./panel.styles.js";
import { pngFile, svgFile } from "./pictures.js";
import { printFigure } from "./print.js";
import { resultCodeOf } from "./result.js";
import { saveBlob } from "./save-blob.js";
import type { DataTable, TakeAway } from "./take-away.js";

const embedNames = (): readonly (readonly [EmbedKind, string])[] => [
  ["html", "HTML"],
  ["iframe", t`an iframe`],
  ["quarto", "Quarto"],
  ["react", "React"],
  ["markdown", t`a link in Markdown`],
];

/** An action of the panel: gives back what is said when it is done. */
type Action = (signal: AbortSignal) => Promise<string>;

const BASE = baseAddress(import.meta.url);

/** The tools of one element: links, files, printing, presenting, the result code and diagnostics. */
class Panel {
  readonly #host: ToolsHost;
  readonly #changed: () => void;
  #takeAway: TakeAway<ToolsHost> | null = null;
  #embed: EmbedKind = "html";
  #status = "";
  #problem = "";
  /** What is to be copied by hand. */
  #text: { readonly label: string; readonly text: string } | null = null;
  #work: { readonly abort: AbortController; share: number | null } | null = null;

  constructor(host: ToolsHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    adoptInto(host.renderRoot, panelStyles);
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.#takeAway = await takeAwayOf(this.#host);
    } catch {
      this.#problem = t`What can be saved could not be loaded; reload the page.`;
    }
    this.#changed();
  }

  /** One action at a time; a new one clears what was said of the last. */
  async #do(action: Action): Promise<void> {
    if (this.#work) return;
    const abort = new AbortController();
    this.#work = { abort, share: null };
    [this.#status, this.#problem, this.#text] = ["", "", null];
    this.#changed();
    // the same words again are only said where they were away
    await nextTask();
    try {
      this.#status = await action(abort.signal);
    } catch (error) {
      if (abort.signal.aborted) this.#status = t`Cancelled.`;
      else if (error instanceof SweepfieldError) this.#problem = error.message;
      else this.#problem = t`That did not work (${String(error)}); reload the page and try again.`;
    }
    this.#work = null;
    this.#changed();
  }

  #progress(share: number): void {
    if (this.#work) this.#work.share = share;
    this.#changed();
  }

  #button(label: string, action: Action): TemplateResult {
    return html`<button type="button" @click=${() => void this.#do(action)}>${label}</button>`;
  }

  /** Copies, or shows the text where copying is not allowed. */
  async #copy(label: string, text: string): Promise<string> {
    if (await copyText(text)) return t`Copied: ${label}.`;
    this.#text = { label, text };
    return t`This page may not write to the clipboard: copy the marked text below.`;
  }

  /** What an element gives away it also tells: not before the questions are answered. */
  #given<Result>(take: (takeAway: TakeAway<ToolsHost>) => Result): Result {
    const takeAway = this.#takeAway;
    if (!takeAway) throw new SweepfieldError("usage", t`This element has nothing to save.`);
    if (isHeldBack(this.#host, takeAway))
      throw new SweepfieldError("usage", t`After your answers: the questions come first.`);
    return take(takeAway);
  }

  async #figure(): Promise<Figure> {
    return this.#given((takeAway) => takeAway.figure(this.#host));
  }
  #tables(): readonly DataTable[] {
    return this.#given((takeAway) => takeAway.tables(this.#host));
  }

  #save(name: string, content: Blob): string {
    saveBlob(name, content);
    return t`Saved as ${name}.`;
  }

  get #name(): string {
    return fileNameOf(this.#host);
  }

  #embedCode(): string {
    const { localName: tag, href, offsetHeight } = this.#host;
    return EMBED_CODES[this.#embed]({
      tag,
      href,
      settings: settingsOf(this.#host),
      base: BASE,
      height: Math.max(300, Math.ceil(offsetHeight / 10) * 10),
      fallback: t`This figure, ${tag}, runs in the browser and needs JavaScript.`,
    });
  }

  #links(): TemplateResult {
    return group(
      t`Link`,
      html`
        ${this.#button(t`Copy link`, () => this.#copy(t`the link`, this.#host.href))}
        ${this.#button(t`Copy embed code`, () => this.#copy(t`the embed code`, this.#embedCode()))}
        <label
          >${t`for`}
          <select
            @change=${(event: Event) => {
              this.#embed = embedNames()[(event.currentTarget as HTMLSelectElement).selectedIndex]?.[0] ?? "html";
            }}
          >
            ${embedNames().map(([, name]) => html`<option>${name}</option>`)}
          </select></label
        >
        <p>
          ${BASE === PLACEHOLDER ? t`Put the address of your copy of dist/browser in place of ${PLACEHOLDER}.` : nothing}
        </p>
      `,
    );
  }

  #pictures({ frames: run }: TakeAway<ToolsHost>): TemplateResult {
    const picture = (kind: "svg" | "png") => async (): Promise<string> => {
      const figure = await this.#figure();
      return this.#save(`${this.#name}.${kind}`, kind === "svg" ? svgFile(figure) : await pngFile(figure));
    };
    const animation: Action = async (signal) => {
      const frames = await this.#given((takeAway) => takeAway.frames?.(this.#host));
      if (!frames) return t`Nothing moves here.`;
      const onProgress = (share: number): void => this.#progress(share);
      return this.#save(`${this.#name}.gif`, await gifFile(frames, { signal, onProgress }));
    };
    return group(
      t`Picture`,
      html`
        ${this.#button(t`Save SVG`, picture("svg"))} ${this.#button(t`Save PNG`, picture("png"))}
        ${run ? this.#button(t`Save animation (GIF)`, animation) : nothing}
        ${this.#button(t`Print`, async () => {
          printFigure(await this.#figure(), this.#tables());
          return t`The figure and its tables went to the printer’s dialog.`;
        })}
        <p>
          ${run ? t`An animation has at most ${GIF_LIMITS.frames} frames and ${GIF_LIMITS.width} × ${GIF_LIMITS.height} pixels: of a longer run some steps are left out.` : nothing}
        </p>
      `,
    );
  }

  #data({ pytorch }: TakeAway<ToolsHost>): TemplateResult {
    const model = (): string => this.#given((takeAway) => takeAway.pytorch?.(this.#host) ?? "");
    return group(
      t`Data`,
      html`
        ${this.#button(t`Save CSV`, async () => {
          const { name, content } = await csvFile(this.#name, this.#tables());
          return this.#save(name, content);
        })}
        ${this.#button(t`Save JSON`, async () => {
          const { localName: element, link } = this.#host;
          const origin = { element, state: link.settings, adapter: await adapterOf(this.#host) };
          return this.#save(`${this.#name}.json`, jsonFile(origin, this.#tables()));
        })}
        ${
          pytorch
            ? html`
                ${this.#button(t`Copy PyTorch code`, async () => this.#copy(t`the PyTorch code`, model()))}
                ${this.#button(t`Save PyTorch code`, async () =>
                  this.#save(`${this.#name.replaceAll("-", "_")}.py`, new Blob([model()], { type: "text/x-python" })),
                )}
              `
            : nothing
        }
      `,
    );
  }

  #result(): TemplateResult | typeof nothing {
    const { answered } = this.#host;
    if (answered.size === 0) return nothing;
    const right = [...answered.values()].filter((answer) => answer.right).length;
    return group(
      t`Result`,
      html`
        ${this.#button(t`Copy result code`, async () => {
          return this.#copy(t`the result code`, resultCodeOf(this.#host));
        })}
        <p>${t`${right} right of ${answered.size} answered. Paste the code where your course asks for it.`}</p>
      `,
    );
  }

  #help(): TemplateResult {
    return group(
      t`Help`,
      this.#button(t`Copy diagnostics`, async () => {
        return this.#copy(t`the diagnostics`, await diagnosticsOf(this.#host));
      }),
    );
  }

  #present(): TemplateResult {
    return group(
      t`Present`,
      html`
        <button type="button" @click=${() => (this.#host.presenter = true)}>${t`Present`}</button>
        <p>${t`Large type over the whole window; Page Up and Page Down go on, Escape leaves.`}</p>
      `,
    );
  }

  #said(): TemplateResult {
    const { share, abort } = this.#work ?? { share: null, abort: null };
    return html`
      <p role="status">${this.#work ? t`Working …` : this.#status}</p>
      <p class="tools-problem" role="alert">${this.#problem}</p>
      ${
        abort
          ? group(
              t`Progress`,
              html`<progress aria-label=${t`Progress`} .value=${share ?? 0} max="1"></progress>
                <button type="button" @click=${() => abort.abort()}>${t`Cancel`}</button>`,
            )
          : nothing
      }
      ${
        this.#text
          ? html`<textarea
              readonly
              rows=${Math.min(8, this.#text.text.split("\n").length + 1)}
              aria-label=${this.#text.label}
              .value=${this.#text.text}
              ${ref(selected)}
            ></textarea>`
          : nothing
      }
    `;
  }

  render(): TemplateResult {
    const takeAway = this.#takeAway;
    return html`
      <div class="tools-panel">
        ${this.#links()} ${takeAway ? [this.#pictures(takeAway), this.#data(takeAway)] : nothing} ${this.#present()}
        ${this.#result()} ${this.#help()} ${this.#said()}
      </div>
    `;
  }
}

const group = (name: string, content: TemplateResult): TemplateResult =>
  html`<div role="group" aria-label=${name}><b aria-hidden="true">${name}</b>${content}</div>`;

/** The text is marked, to be copied with one key. */
const selected = (field?: Element): void => {
  // once Lit has filled it
  if (field instanceof HTMLTextAreaElement)
    queueMicrotask(() => {
      field.focus();
      field.select();
    });
};

/** What is behind the button of the tools. */
export const toolsPanel = (host: LitElement, changed: () => void): (() => TemplateResult) => {
  const panel = new Panel(host as ToolsHost, changed);
  return () => panel.render();
};
