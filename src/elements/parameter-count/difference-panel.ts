import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { grouped } from "../../models/cnn/shape.js";
import { changeText, type Differences } from "./differences.js";

const MOST = 12;

const some = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(", ") : t`${names.slice(0, MOST).join(", ")} and ${names.length - MOST} more`;

/** What the last change of the settings did, and what it did not. */
export const differencePanel = (found: Differences | null): TemplateResult => html`
  <section class="differences" part="differences" aria-labelledby="differences-title">
    <h2 id="differences-title">${t`What changes, and what does not`}</h2>
    ${
      found === null
        ? html`<p class="soft">
            ${t`Change the image, the padding, batch norm or the biases: here stands what that does to each layer.`}
          </p>`
        : html`
            <p>
              ${tHtml`<b class="number change">${changeText(found.before, found.now)}</b> parameters: before <span class="number">${grouped(found.before)}</span>, now <span class="number">${grouped(found.now)}</span>. Multiply-adds <span class="number">${changeText(...found.macs)}</span>.`}
            </p>
            ${
              found.changed.length === 0
                ? nothing
                : html`<ul class="changed">
                    ${found.changed.slice(0, MOST).map(
                      ({ name, before, now }) =>
                        html`<li>
                          <b>${name}</b>
                          <span class="number">${before}</span>
                          <span aria-label=${t`becomes`}>→</span>
                          <span class="number">${now}</span>
                        </li>`,
                    )}
                    ${
                      found.changed.length > MOST
                        ? html`<li class="soft">${t`and ${found.changed.length - MOST} more`}</li>`
                        : nothing
                    }
                  </ul>`
            }
            <p class="soft">
              ${
                found.same === null
                  ? t`The layers are others than before.`
                  : found.same.length === 0
                    ? t`No layer has as many as before.`
                    : t`As many as before: ${some(found.same)}.`
              }
            </p>
          `
    }
  </section>
`;
