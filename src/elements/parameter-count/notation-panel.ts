import { t, tData } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { notationHelp } from "../../models/cnn/words.js";

/** Every word of the notation, from the tables that the parser reads. */
export const notationPanel = (): TemplateResult => html`
  <details class="notation">
    <summary>${t`The notation`}</summary>
    <dl>
      ${notationHelp().map(
        ([example, says]) =>
          html`<div>
            <dt><code>${example}</code></dt>
            <dd>${tData(says)}</dd>
          </div>`,
      )}
    </dl>
    <p class="soft">
      ${t`Layers are separated by commas, middle dots, arrows or new lines; # begins a comment. A convolution has stride 1, biases and zero padding (k − 1)/2 unless the line says otherwise; FC flattens what comes before it.`}
    </p>
  </details>
`;
