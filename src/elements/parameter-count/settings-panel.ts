import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { MAX_NUMBER, type InputSize } from "../../models/cnn/layers.js";
import { CNN_PRESETS } from "../../models/cnn/presets.js";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { numberField } from "../controls/fields.js";
import { inputText } from "./input.js";
import type { ParameterCountState } from "./parameter-count.state.js";

type Change = Partial<ParameterCountState>;

const SIDES = ["channels", "rows", "columns"] as const;
const sideNames = (): readonly string[] => [t`channels`, t`rows`, t`columns`];
const SIZES = [32, 112, 224];

const sideField = (input: InputSize, i: 0 | 1 | 2, set: (change: Change) => void): TemplateResult =>
  numberField({
    id: SIDES[i],
    label: sideNames()[i] ?? "",
    value: input[i],
    min: 1,
    max: MAX_NUMBER,
    step: 1,
    onValue: (side) => {
      const [channels, rows, columns] = input.with(i, side);
      set({ input: inputText([channels!, rows!, columns!]) });
    },
  });

export const presetPicker = (state: ParameterCountState, set: (change: Change) => void): TemplateResult => html`
  <div class="picker">
    <label for="preset">${t`Net`}</label>
    <select
      id="preset"
      .value=${live(state.preset)}
      @change=${(event: Event) =>
        set({
          preset: (event.currentTarget as HTMLSelectElement).value as ParameterCountState["preset"],
          layers: "",
          input: "",
          selected: 0,
        })}
    >
      <option value="practice" ?selected=${state.preset === "practice"}>${t`A practice net`}</option>
      ${Object.entries(CNN_PRESETS).map(
        ([name, { title }]) => html`<option value=${name} ?selected=${state.preset === name}>${title}</option>`,
      )}
    </select>
    ${
      state.preset === "practice"
        ? html`<button
            type="button"
            @click=${() => set({ seed: (state.seed + 1) % 1_000_000, layers: "", input: "", selected: 0 })}
          >
            ${t`Another net`}
          </button>`
        : nothing
    }
  </div>
`;

/** Image, padding, batch norm and biases. */
export const settingsPanel = (
  state: ParameterCountState,
  input: InputSize,
  set: (change: Change) => void,
): TemplateResult => html`
  <div class="settings" part="settings">
    <fieldset class="image">
      <legend>${t`Image`}</legend>
      ${([0, 1, 2] as const).map((i) => sideField(input, i, set))}
      <div class="sizes">
        ${SIZES.map(
          (size) =>
            html`<button
              type="button"
              aria-pressed=${input[1] === size && input[2] === size}
              @click=${() => set({ input: inputText([input[0], size, size]) })}
            >
              ${size} × ${size}
            </button>`,
        )}
      </div>
    </fieldset>
    ${choice({
      id: "padding",
      label: t`Padding`,
      options: [
        ["written", t`as written`],
        ["none", t`none`],
      ],
      value: state.padding,
      onChoice: (padding) => set({ padding }),
    })}
    ${choice({
      id: "norm",
      label: t`Batch norm`,
      options: [
        ["written", t`as written`],
        ["after-conv", t`after each conv`],
        ["none", t`none`],
      ],
      value: state.norm,
      onChoice: (norm) => set({ norm }),
    })}
    ${choice({
      id: "bias",
      label: t`Biases`,
      options: [
        ["written", t`as written`],
        ["not-before-norm", t`none before batch norm`],
        ["none", t`none`],
      ],
      value: state.bias,
      onChoice: (bias) => set({ bias }),
    })}
    ${answersChoice(state.mode, (mode) => set({ mode }))}
  </div>
`;
