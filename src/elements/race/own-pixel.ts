import { svg } from "lit";
import type { SVGTemplateResult } from "lit";
import type { AccessMap } from "../../graph/access.js";
import { IMAGE } from "../../models/maps.js";

const MOST_REACH = 2;
const SIDE = 10;

/** What the first layer reads around one pixel, drawn from its access map: image pixels filled, its own neighbours ringed. */
export function ownPixelDiagram(access: AccessMap): SVGTemplateResult {
  const taps = access[0]?.taps ?? [];
  const reach = Math.min(MOST_REACH, Math.max(1, ...taps.flatMap(({ dr, dc }) => [Math.abs(dr), Math.abs(dc)])));
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const reads = (map: number, dr: number, dc: number): boolean =>
    taps.some((tap) => tap.map === map && tap.dr === dr && tap.dc === dc);
  const size = (2 * reach + 1) * SIDE + 2;
  return svg`<svg viewBox="0 0 ${size} ${size}" class="own-pixel" aria-hidden="true">
    ${offsets.flatMap((dr) =>
      offsets.map((dc) => {
        const x = (dc + reach) * SIDE + 1;
        const y = (dr + reach) * SIDE + 1;
        return svg`
          <rect class=${reads(IMAGE, dr, dc) ? "read" : "unread"} x=${x + 1} y=${y + 1} width=${SIDE - 2} height=${SIDE - 2} rx="1" />
          ${reads(0, dr, dc) ? svg`<circle class="memory" cx=${x + SIDE / 2} cy=${y + SIDE / 2} r="2" />` : null}`;
      }),
    )}
    <rect class="own" x=${reach * SIDE + 1} y=${reach * SIDE + 1} width=${SIDE} height=${SIDE} rx="2" />
  </svg>`;
}
