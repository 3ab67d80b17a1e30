import { t } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { ComparedId } from "../../models/comparison.js";
import { marksView } from "../figure/marks-view.js";
import { chartMarks, rangeOf } from "./chart.js";
import type { Growth, Panel } from "./growth.js";
import { rows } from "./models.js";
import { quantityOf, type QuantityId } from "./quantities.js";
import { shownValue } from "./table.js";
import { swatch } from "./swatch.js";

interface GrowthView {
  readonly growth: Growth;
  /** CSS pixels for all charts together. */
  readonly width: number;
  readonly highlighted: ComparedId | null;
  onHighlight(id: ComparedId | null): void;
}

const GAP = 16;
const HEIGHT = 240;
export const chartColumns = (width: number): number => (width >= 980 ? 4 : width >= 480 ? 2 : 1);

/** One quantity against depth, side, channels and kernel, with its legend and its numbers. */
export function growthView({ growth, width, highlighted, onHighlight }: GrowthView): TemplateResult {
  const columns = chartColumns(width);
  const side = Math.floor((width - (columns - 1) * GAP) / columns);
  const { title, unit } = quantityOf(growth.quantity);
  const look = {
    x: 0,
    y: 0,
    width: side,
    height: HEIGHT,
    range: rangeOf(growth.panels),
    highlighted,
    paint: (token: string) => `var(--sf-${token})`,
  };
  return html`
    <ul class="legend" aria-label=${t`Models: choose one to bring it out`}>
      ${rows.map(
        (row) =>
          html`<li>
            <button
              type="button"
              aria-pressed=${row.id === highlighted}
              @click=${() => onHighlight(row.id === highlighted ? null : row.id)}
            >
              ${swatch(row)} ${row.title}
            </button>
          </li>`,
      )}
      <li class="soft"><span class="now-sample" aria-hidden="true"></span> ${t`your setting`}</li>
    </ul>
    <div class="charts" part="charts">
      ${growth.panels.map(
        (panel) =>
          html`<figure>
            <svg
              width=${side}
              height=${HEIGHT}
              viewBox=${`0 0 ${side} ${HEIGHT}`}
              role="img"
              aria-label=${t`${title}, in ${unit}, against ${panel.axis.title}; both axes are logarithmic. The numbers stand in the table below.`}
            >
              ${marksView(chartMarks(panel, look))}
            </svg>
          </figure>`,
      )}
    </div>
    <details>
      <summary>${t`The charts in numbers`}</summary>
      ${growth.panels.map((panel) => numbers(panel, growth.quantity))}
    </details>
  `;
}

const numbers = ({ axis, stops, lines }: Panel, quantity: QuantityId): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${t`Against ${axis.title}`}>
    <table class="number">
      <caption>
        ${t`${quantityOf(quantity).title} against ${axis.title}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t`Model`}</th>
          ${stops.map((stop) => html`<th scope="col">${stop}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ id, values }) =>
            html`<tr>
              <th scope="row">${rows.find((row) => row.id === id)?.title}</th>
              ${values.map((value) => html`<td>${shownValue(quantity, value)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;
