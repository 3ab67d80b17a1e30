import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { OutputFields } from "../../graph/output-field.js";
import { DILATIONS, KERNELS, type StackLayer } from "./layers.js";
import type { ModelName } from "./model.js";

export interface LayerTable {
  readonly model: ModelName;
  readonly layers: readonly StackLayer[];
  /** Layers that are looked through. */
  readonly chosen: number;
  readonly fields: OutputFields;
  readonly hidden: boolean;
  onChoose(layers: number): void;
  onChange(index: number, part: Partial<StackLayer>): void;
}

const options = (
  values: readonly number[],
  value: number,
  text: (value: number) => string,
): readonly TemplateResult[] =>
  [...new Set([...values, value])]
    .sort((a, b) => a - b)
    .map((option) => html`<option value=${option} .selected=${live(option === value)}>${text(option)}</option>`);

const numberOf = (event: Event): number => Number((event.currentTarget as HTMLSelectElement).value);

/** The stack, one layer a line: which one is looked at, its mask, kernel and dilation, and what an output of it sees away from the borders. */
export function layerTable({ model, layers, chosen, fields, hidden, onChoose, onChange }: LayerTable): TemplateResult {
  const hasMasks = model === "pixelcnn";
  const hasKernels = hasMasks || model === "gated";
  const hasFirst = !hasMasks && model !== "gated" && model !== "mdrnn-printed";
  const counted = (i: number, part: "size" | "window" | "blind"): TemplateResult =>
    html`<td class=${`count-${part}`}>${hidden ? "?" : (fields.interior(i)?.[part] ?? "∞")}</td>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The layers of the stack`}>
      <table class="layers number">
        <caption>
          ${t`Seen, in the window and blind, away from the borders`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`Layer`}</th>
            ${hasMasks || hasFirst ? html`<th scope="col">${hasMasks ? t`Mask` : t`Own pixel`}</th>` : nothing}
            ${hasKernels ? html`<th scope="col">${t`Kernel`}</th>` : nothing}
            ${hasMasks ? html`<th scope="col">${t`Dilation`}</th>` : nothing}
            <th scope="col">${t`sees`}</th>
            <th scope="col">${t`of`}</th>
            <th scope="col">${t`blind`}</th>
          </tr>
        </thead>
        <tbody>
          ${layers.map((layer, i) => {
            return html`<tr class=${i + 1 === chosen ? "chosen" : i < chosen ? "below" : ""}>
              <th scope="row">
                <label>
                  <input
                    type="radio"
                    name="layer"
                    .checked=${live(i + 1 === chosen)}
                    @change=${() => onChoose(i + 1)}
                  />
                  ${tHtml`${i + 1}<span class="visually-hidden"> of ${layers.length}: look at its outputs</span>`}
                </label>
              </th>
              ${
                hasMasks || (hasFirst && i === 0)
                  ? html`<td>${maskSwitch(layer, i, hasMasks, (mask) => onChange(i, { mask }))}</td>`
                  : hasFirst
                    ? html`<td></td>`
                    : nothing
              }
              ${
                hasKernels
                  ? html`<td>
                      <select
                        name="layers"
                        aria-label=${t`Layer ${i + 1}: kernel`}
                        @change=${(event: Event) => onChange(i, { kernel: numberOf(event) })}
                      >
                        ${options(
                          KERNELS.filter((kernel) => kernel > 1 || (layer.mask === "B" && i > 0)),
                          layer.kernel,
                          (kernel) => (hasMasks ? `${kernel}×${kernel}` : `${kernel}`),
                        )}
                      </select>
                    </td>`
                  : nothing
              }
              ${
                hasMasks
                  ? html`<td>
                      <select
                        name="layers"
                        aria-label=${t`Layer ${i + 1}: dilation`}
                        @change=${(event: Event) => onChange(i, { dilation: numberOf(event) })}
                      >
                        ${options(DILATIONS, layer.dilation, String)}
                      </select>
                    </td>`
                  : nothing
              }
              ${counted(i, "size")}${counted(i, "window")}${counted(i, "blind")}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}

const maskWord = (mask: StackLayer["mask"]): string => (mask === "A" ? t`hidden` : t`read`);

const maskSwitch = (
  layer: StackLayer,
  index: number,
  isMask: boolean,
  onMask: (mask: StackLayer["mask"]) => void,
): TemplateResult => html`
  <fieldset class="mask" name="layers">
    <legend class="visually-hidden">${isMask ? t`Layer ${index + 1}: mask` : t`The own pixel`}</legend>
    <div class="segments">
      ${(["A", "B"] as const).map(
        (mask) =>
          html`<label>
            <input
              type="radio"
              name=${`mask-${index}`}
              value=${mask}
              .checked=${live(layer.mask === mask)}
              ?disabled=${mask === "A" && layer.kernel === 1}
              @change=${() => onMask(mask)}
            />
            <span>${isMask ? mask : maskWord(mask)}</span>
          </label>`,
      )}
    </div>
  </fieldset>
`;
