import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Ref } from "lit/directives/ref.js";
import type { SfImageChangeEvent } from "../controls/image-source/image-change.event.js";
import type { SfImageSource } from "../controls/image-source/image-source.js";
import "../controls/image-source/image-source.js";
import { t } from "../language/t.js";
import type { WavefrontState } from "./model.js";
import type { Details, Facts } from "./facts.js";

interface Panels {
  readonly source: Ref<SfImageSource>;
  readonly state: WavefrontState;
  /** Null before the first run. */
  readonly facts: Facts | null;
  /** Null until they are loaded. */
  readonly details: Details | null;
  readonly held: boolean;
  readonly withheld: boolean;
  /** Attributes that the page keeps. */
  readonly locked: readonly string[];
  set(change: Partial<WavefrontState>): void;
  onImage(event: SfImageChangeEvent): void;
}

/** Below the pictures: what runs, on how many lanes, and what the formula as printed changes. */
export const panels = ({
  source,
  state,
  facts,
  details,
  held,
  withheld,
  locked,
  set,
  onImage,
}: Panels): TemplateResult => html`
  <div class="panels">
    <section class="panel" part="run" aria-labelledby="run-title">
      <h2 id="run-title">${t`What runs`}</h2>
      <sf-image-source
        part="image"
        ${ref(source)}
        .image=${state.image}
        .seed=${state.seed}
        .colour=${state.colour}
        .height=${state.height}
        .width=${state.width}
        .locked=${locked}
        @sf-image-change=${onImage}
      ></sf-image-source>
      ${details ? details.settings(state, set) : html`<div class="settings-room"></div>`}
    </section>
    <div class="column">
      ${
        facts && !held
          ? facts.details.lanesPanel({ profile: facts.profile(state.pass, state.unit), state, set })
          : html`<section class="panel">
              <p class="soft">
                ${held ? t`Lanes and widths: after your answers.` : t`Lanes and widths: after the first run.`}
              </p>
            </section>`
      }
      ${facts && state.model === "rnn" && !held ? facts.details.printedPanel(state, withheld) : nothing}
    </div>
  </div>
`;
