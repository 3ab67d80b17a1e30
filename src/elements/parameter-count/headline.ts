import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { grouped } from "../../models/cnn/shape.js";
import { convolutionMacs, shareText, toldApart, type Entry } from "./entries.js";
import type { Net } from "./net.js";

const largest = (entries: readonly Entry[], of: (entry: Entry) => bigint): Entry | undefined =>
  entries.reduce<Entry | undefined>(
    (most, entry) => (most === undefined || of(entry) > of(most) ? entry : most),
    undefined,
  );

/** A larger total is set smaller. */
const MANY_DIGITS = 12;

/** The total, huge and first, and where most of it sits. */
export const headline = ({ title, count, input }: Net, entries: readonly Entry[]): TemplateResult => {
  const { parameters, macs, connections, neurons, buffers } = count.total;
  const heaviest = largest(entries, (entry) => entry.parameters);
  const digits = String(parameters).length;
  const inConvolutions = convolutionMacs(count);
  return html`
    <section class="headline" part="total" aria-label=${t`The totals`}>
      <p class="of soft">${t`${title}, image ${input.join(" × ")}`}</p>
      <p class="total">
        ${tHtml`<strong class=${digits > MANY_DIGITS ? "number long" : "number"}>${grouped(parameters)}</strong> parameters`}
      </p>
      <p class="where">
        <span>
          ${
            heaviest
              ? tHtml`<b class="number">${shareText(heaviest.parameters, parameters)}</b> of them sit in ${toldApart(heaviest, entries)}.`
              : t`No layer has any.`
          }
        </span>
        <span>
          ${tHtml`<b class="number">${shareText(inConvolutions, macs)}</b> of the <b class="number">${grouped(macs)}</b> multiply-adds are in the convolutions.`}
        </span>
      </p>
      <dl class="facts number">
        <div>
          <dt>${t`neurons`}</dt>
          <dd>${grouped(neurons)}</dd>
        </div>
        <div>
          <dt>${t`connections, no padded taps`}</dt>
          <dd>${grouped(connections)}</dd>
        </div>
        <div>
          <dt>${t`buffers, not trained`}</dt>
          <dd>${grouped(buffers)}</dd>
        </div>
      </dl>
    </section>
  `;
};
