import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { failureText } from "../controllers/engine-keeper.js";
import { t } from "../language/t.js";
import type { Adder, AdderState } from "./model.js";
import { specText, stateOfSpec } from "./spec-text.js";

interface SpecBox {
  readonly adder: Adder;
  /** Why the text in the box is no net; empty where it is one. */
  readonly problem: string;
  onNet(change: Partial<AdderState>): void;
  onProblem(problem: string): void;
  onCopy(text: string): void;
}

/** The net as text: to take away, and to bring one's own. */
export function specBox({ adder, problem, onNet, onProblem, onCopy }: SpecBox): TemplateResult {
  const text = (event: Event): HTMLTextAreaElement =>
    (event.currentTarget as Element).closest("details")!.querySelector("textarea")!;
  const use = (event: Event): void => {
    try {
      onNet(stateOfSpec(text(event).value));
      onProblem("");
    } catch (error) {
      onProblem(failureText(error));
    }
  };
  return html`
    <details class="spec" part="spec">
      <summary>${t`The net as text: copy it, or paste your own`}</summary>
      <label class="spec-text">
        <span class="soft">${t`A threshold-rnn spec in JSON; a row is a unit.`}</span>
        <textarea
          rows="10"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="spec-problem"
          .value=${specText(adder.net)}
        ></textarea>
      </label>
      <p id="spec-problem" role="alert">${problem === "" ? nothing : html`<span class="problem">${problem}</span>`}</p>
      <p class="actions">
        <button type="button" class="use" @click=${use}>${t`Use this net`}</button>
        <button
          type="button"
          @click=${(event: Event) => {
            const area = text(event);
            area.select();
            onCopy(area.value);
          }}
        >
          ${t`Copy`}
        </button>
      </p>
    </details>
  `;
}
