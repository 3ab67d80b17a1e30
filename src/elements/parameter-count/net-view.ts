import { t } from "../language/t.js";
import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { shapeText } from "../../models/cnn/shape.js";
import { marksView } from "../figure/marks-view.js";
import { blockMarks, blockOf, tallestOf } from "./blocks.js";
import { barsMarks, BARS_HEIGHT, segmentsOf } from "./bars.js";
import type { Entry } from "./entries.js";
import type { Net } from "./net.js";

export interface Pointing {
  /** A part's number; 0 for none. */
  readonly selected: number;
  /** Of a part that the pointer or the focus is on, for as long as it is. */
  onPoint(number: number): void;
  onSelect(number: number): void;
}

const paint = (token: string): string => `var(--sf-${token})`;

/** The blocks, in a row that wraps. */
export const netView = (
  net: Net,
  entries: readonly Entry[],
  { selected, onPoint, onSelect }: Pointing,
): TemplateResult => {
  const tallest = tallestOf(net.count);
  const box = (shape: Entry["output"], entry: Entry | null) => {
    const { width, height } = blockOf(shape, tallest);
    return html`<svg
      width=${width + 2}
      height=${height + 2}
      viewBox="0 0 ${width + 2} ${height + 2}"
      aria-hidden="true"
    >
      ${marksView(blockMarks(shape, entry, { x: 1, y: height + 1, tallest, entries: entries.length, stroke: paint("line-strong") }))}
    </svg>`;
  };
  return html`
    <figure class="net" part="net">
      <ol aria-label=${t`The net, layer by layer`}>
        <li>
          <span class="block"
            >${box(net.count.input, null)} <b>${t`Image`}</b>
            <span class="soft number">${shapeText(net.count.input)}</span></span
          >
        </li>
        ${entries.map(
          (entry) => html`
            <li>
              <button
                type="button"
                class="block"
                data-entry=${entry.number}
                aria-pressed=${selected === entry.number}
                @click=${() => onSelect(selected === entry.number ? 0 : entry.number)}
                @pointerenter=${() => onPoint(entry.number)}
                @pointerleave=${() => onPoint(0)}
              >
                ${box(entry.output, entry)} <b>${entry.name}</b>
                <span class="soft number">${shapeText(entry.output)}</span>
              </button>
            </li>
          `,
        )}
      </ol>
      <figcaption class="soft">
        ${t`Height: rows of the image. Width: channels, on a logarithmic scale. Dashed: no parameters. Below each name: channels × rows × columns.`}
      </figcaption>
    </figure>
  `;
};

/** The two bars. What they say stands in the table too. */
export const barsView = (
  entries: readonly Entry[],
  width: number,
  pointed: number,
  { selected, onPoint, onSelect }: Pointing,
): TemplateResult | typeof nothing => {
  if (width <= 0) return nothing;
  const look = { y: 0, width, selected: pointed || selected, paint };
  return html`
    <svg
      class="bars"
      part="bars"
      width=${width}
      height=${BARS_HEIGHT}
      viewBox="0 0 ${width} ${BARS_HEIGHT}"
      role="img"
      aria-label=${t`Two bars of the same layers: parameters and multiply-adds. The table has their numbers.`}
    >
      ${marksView(barsMarks(entries, look))}
      ${segmentsOf(entries, look).flatMap(({ entry, top, bottom }) =>
        [top, bottom].map(
          (box) =>
            svg`<rect class="hit" data-entry=${entry.number} x=${box.x} y=${box.y} width=${Math.max(box.width, 2)} height=${box.height} fill="transparent"
              @pointerenter=${() => onPoint(entry.number)} @pointerleave=${() => onPoint(0)}
              @click=${() => onSelect(selected === entry.number ? 0 : entry.number)}></rect>`,
        ),
      )}
    </svg>
  `;
};
