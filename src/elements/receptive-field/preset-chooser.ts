import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { t } from "../language/t.js";
import type { FieldState } from "./model.js";
import { matchingPreset, MODEL_NAMES, PRESET_GROUPS, presetOf, type Preset } from "./presets.js";

/** Named stacks with the sentence that goes with each; while answers are withheld, those that give something away are left out. */
export function presetChooser(
  state: FieldState,
  withheld: boolean,
  locked: readonly string[],
  onPreset: (preset: Preset) => void,
): TemplateResult {
  const chosen = matchingPreset(state);
  const groups = PRESET_GROUPS.map((group) => ({
    ...group,
    presets: group.presets.filter(({ isSolved }) => !(withheld && isSolved)),
  }));
  return html`
    <div class="preset" part="preset">
      <label>
        <span>${t`Look at`}</span>
        <select
          ?disabled=${MODEL_NAMES.some((name) => locked.includes(name))}
          @change=${(event: Event) => {
            const preset = presetOf((event.currentTarget as HTMLSelectElement).value);
            if (preset) onPreset(preset);
          }}
        >
          <option value="" disabled .selected=${live(chosen === undefined)}>${t`a stack of your own`}</option>
          ${groups.map(
            ({ title, presets }) =>
              html`<optgroup label=${title()}>
                ${presets.map(
                  (preset) =>
                    html`<option value=${preset.id} .selected=${live(preset === chosen)}>${preset.title()}</option>`,
                )}
              </optgroup>`,
          )}
        </select>
      </label>
      <p class="lesson">
        ${withheld ? nothing : (chosen?.lesson() ?? t`A stack of your own: change its layers below.`)}
      </p>
    </div>
  `;
}
