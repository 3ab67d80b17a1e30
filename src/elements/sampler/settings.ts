/** The controls below the pictures: image, model and noise. */
import { attributeOf } from "../../io/url-state.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { numberField } from "../controls/fields.js";
import { slider } from "../controls/slider.js";
import { samplerState } from "./sampler.state.js";
import { MODELS, MODEL_NAMES } from "./specs.js";
import type { SamplerState, ViewHost } from "./view.js";
import { t, tHtml } from "../language/t.js";

const { fields } = samplerState;
type SliderName = "height" | "width" | "depth" | "channels" | "temperature" | "copies" | "known";

const letter = (name: string): TemplateResult => html`<var class="formula">${name}</var>`;

export const LABELS = {
  height: () => tHtml`Rows ${letter("H")}`,
  width: () => tHtml`Columns ${letter("W")}`,
  depth: () => tHtml`Layers ${letter("d")}`,
  channels: () => tHtml`Channels ${letter("k")}`,
};

export const settingSlider = (
  { state, set }: ViewHost,
  id: SliderName,
  label: string | TemplateResult,
  step = 1,
  text: (value: number) => string = String,
): TemplateResult =>
  slider({
    id,
    label,
    min: fields[id].min,
    max: fields[id].max,
    step,
    value: state[id],
    text: text(state[id]),
    onInput: (value) => set({ [id]: value }),
  });

export const seedField = ({ state, set }: ViewHost, id: "seed" | "weightSeed", label: string): TemplateResult =>
  numberField({
    id: attributeOf(id),
    label,
    value: state[id],
    min: fields[id].min,
    max: fields[id].max,
    step: 1,
    onValue: (value) => set({ [id]: value }),
  });

export const temperatureSlider = (host: ViewHost): TemplateResult =>
  settingSlider(host, "temperature", t`Temperature`, 0.05, (value) => value.toFixed(2));

export const modelChoice = ({ state, set }: ViewHost): TemplateResult =>
  choice({
    id: "model",
    label: t`Model`,
    options: MODEL_NAMES.map((name) => [name, MODELS[name].title] as const),
    value: state.model,
    onChoice: (model) => set({ model }),
  });

const sides = ({ state, set }: ViewHost, id: "kernel" | "first", label: string): TemplateResult =>
  choice({
    id,
    label,
    options: fields[id].values.map((value) => [value, `${value} × ${value}`] as const),
    value: state[id],
    onChoice: (value) => set({ [id]: value }),
  });

/** Layers, channels, kernels and what a pixel is. */
export function modelSettings(host: ViewHost, hasKernels: boolean): TemplateResult {
  const { state, set } = host;
  return html`
    ${settingSlider(host, "depth", LABELS.depth())} ${settingSlider(host, "channels", LABELS.channels())}
    ${hasKernels ? html`${sides(host, "first", t`First kernel`)} ${sides(host, "kernel", t`Later kernels`)}` : nothing}
    ${choice({
      id: "colour",
      label: t`Colour`,
      options: [
        ["grey", t`grey`],
        ["rgb", t`red, green, blue`],
      ],
      value: state.colour,
      onChoice: (colour) => set({ colour }),
    })}
    ${choice({
      id: "pixels",
      label: state.colour === "rgb" ? t`A colour of a pixel` : t`A pixel`,
      options: [
        ["binary", state.colour === "rgb" ? t`on or off` : t`black or white`],
        ["levels", t`256 levels`],
      ],
      value: state.pixels,
      onChoice: (pixels) => set({ pixels }),
    })}
    ${
      state.pixels === "levels"
        ? numberField({
            id: "sigma",
            label: t`σ of a pixel`,
            value: state.sigma,
            min: fields.sigma.min,
            max: fields.sigma.max,
            onValue: (sigma) => set({ sigma }),
          })
        : nothing
    }
  `;
}

export const hasKernels = (model: SamplerState["model"]): boolean => MODELS[model].family === "pixelcnn";

/** The whole panel of the views that draw. */
export const drawSettings = (
  host: ViewHost,
  models: TemplateResult | typeof nothing,
  kernels: boolean,
): TemplateResult => html`
  <section class="panel" part="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">${t`Image, model and noise`}</h2>
    <div class="actions">${models} ${weightsChoice(host)}</div>
    <div class="sizes">
      ${settingSlider(host, "height", LABELS.height())} ${settingSlider(host, "width", LABELS.width())}
      ${modelSettings(host, kernels)} ${temperatureSlider(host)}
    </div>
    <div class="actions">
      ${seedField(host, "seed", t`Seed of the noise`)} ${seedField(host, "weightSeed", t`Seed of untrained weights`)}
      <button type="button" @click=${() => host.set({ seed: (host.state.seed + 1) % fields.seed.max })}>
        ${t`Other noise`}
      </button>
      ${answersChoice(host.state.mode, (mode) => host.set({ mode }))}
    </div>
  </section>
`;

const weightsChoice = ({ state, set, own }: ViewHost): TemplateResult =>
  choice({
    id: "weights",
    label: t`Weights`,
    options: [
      ["pretrained", t`pretrained, if there are`],
      ["untrained", t`untrained`],
      ...(own ? [["own", t`own`] as const] : []),
    ],
    value: state.weights,
    onChoice: (weights) => set({ weights }),
  });
