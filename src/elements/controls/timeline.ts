import { css, html, nothing, svg } from "lit";
import type { SVGTemplateResult, TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { cssVariables } from "../controllers/css-variables.js";
import { LOGARITHMIC, stepAfterKey } from "./clock-scale.js";
import type { ClockScale } from "./clock-scale.js";
import { placeFinishes } from "./finishes.js";
import type { Finish } from "./finishes.js";
import { t, tHtml } from "../language/t.js";
import { noun } from "./noun.js";
import type { Noun } from "./noun.js";

export interface Timeline<Speed extends string> {
  /** Unique in its shadow root. */
  readonly id: string;
  readonly step: number;
  readonly length: number;
  /** What a tick is; "step" unless given. */
  readonly unit?: Noun;
  readonly playing: boolean;
  /** The clock stands still and its length is not told, while a question is asked. */
  readonly held?: boolean;
  readonly finishes: readonly Finish[];
  readonly speeds: readonly (readonly [value: Speed, text: string])[];
  readonly speed: Speed;
  /** Where the steps lie on the scrubber; logarithmic unless given. */
  readonly scale?: ClockScale;
  /** What stands under the scrubber, as wide as it. */
  readonly below?: TemplateResult;
  onPlay(playing: boolean): void;
  onSeek(step: number): void;
  onStep(steps: number): void;
  onSpeed(speed: Speed): void;
}

const TICKS = 10_000;
const icon = (path: string): SVGTemplateResult =>
  svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;
const ICONS = {
  play: icon("M4 2.5v11l9.5-5.5z"),
  pause: icon("M4 2.5h3v11h-3zM9 2.5h3v11h-3z"),
  first: icon("M3 3h2v10h-2zM13 3v10l-7-5z"),
  back: icon("M11 3v10l-7-5z"),
  on: icon("M5 3v10l7-5z"),
  last: icon("M11 3h2v10h-2zM3 3v10l7-5z"),
};

/** Play, single steps, both ends, a scrubber whose scale is logarithmic with a mark where each run ends, and the speed. */
export function timeline<Speed extends string>(view: Timeline<Speed>): TemplateResult {
  const { id, step, unit: one = "step", playing, held = false, speeds, speed, onPlay, onSeek, onStep, onSpeed } = view;
  const { scale = LOGARITHMIC } = view;
  const unit = noun(1, one);
  // Without a length every control is disabled.
  const length = held ? 0 : view.length;
  const finishes = held ? [] : view.finishes;
  const button = (label: string, picture: SVGTemplateResult, target: number, act: () => void): TemplateResult => html`
    <button
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${held || target < 0 || target > length || (target === step && !playing)}
      @click=${act}
    >
      ${picture}
    </button>
  `;
  return html`
    <div class="timeline" part="timeline" role="group" aria-label=${t`Playback`}>
      <button
        class="play"
        type="button"
        aria-label=${playing ? t`Pause` : t`Play`}
        ?disabled=${length === 0}
        @click=${() => onPlay(!playing)}
      >
        ${playing ? ICONS.pause : ICONS.play}
      </button>
      <div class="steps">
        ${button(t`To the start`, ICONS.first, 0, () => onSeek(0))}
        ${button(t`One ${unit} back`, ICONS.back, step - 1, () => onStep(-1))}
        ${button(t`One ${unit} on`, ICONS.on, step + 1, () => onStep(1))}
        ${button(t`To the end`, ICONS.last, length, () => onSeek(length))}
      </div>
      <div class="scrub">
        <label for=${id}
          >${tHtml`Clock: ${unit} <b class="number">${step}</b> of <b class="number">${held ? "?" : length}</b>`}</label
        >
        <input
          id=${id}
          type="range"
          min="0"
          max=${TICKS}
          step="any"
          .value=${live(String(TICKS * scale.fractionOf(step, length)))}
          ?disabled=${length === 0}
          aria-valuetext=${held ? `${unit} ${step}` : t`${unit} ${step} of ${length}`}
          ${cssVariables({ "--fill": `${100 * scale.fractionOf(step, length)}%` })}
          @input=${(event: InputEvent) => onSeek(scale.stepAt((event.currentTarget as HTMLInputElement).valueAsNumber / TICKS, length))}
          @keydown=${(event: KeyboardEvent) => {
            const target = stepAfterKey(event.key, step, length, scale);
            if (target === null) return;
            event.preventDefault();
            onSeek(target);
          }}
        />
        <div class="finishes" aria-hidden="true">
          ${placeFinishes(finishes, length, scale).map(
            (finish) => html`
              <span
                class=${`finish ${finish.align}${step >= finish.step ? " passed" : ""}`}
                ${cssVariables({ "--at": String(finish.at), "--hue": finish.hue })}
              >
                <b class="number">${finish.step}</b><i>${finish.label}</i>
              </span>
            `,
          )}
        </div>
        ${view.below ?? nothing}
      </div>
      <label class="speed">
        <span>${t`Speed`}</span>
        <select
          name="speed"
          @change=${(event: Event) => {
            const chosen = speeds[(event.currentTarget as HTMLSelectElement).selectedIndex];
            if (chosen) onSpeed(chosen[0]);
          }}
        >
          ${speeds.map(([value, text]) => html`<option value=${value} .selected=${live(value === speed)}>${text}</option>`)}
        </select>
      </label>
    </div>
  `;
}

export const timelineStyles = css`
  .timeline {
    display: grid;
    grid-template-columns: auto auto 1fr auto;
    gap: var(--sf-space-3) var(--sf-space-4);
    align-items: center;
    padding: var(--sf-space-3) var(--sf-space-4);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .timeline svg {
    display: block;
    width: 1rem;
    height: 1rem;
    fill: currentColor;
  }
  .timeline .play {
    display: grid;
    place-items: center;
    width: 3rem;
    height: 3rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--sf-ink);
    color: var(--sf-surface);
  }
  .timeline .play:hover:not(:disabled) {
    background: var(--sf-ink-soft);
  }
  .timeline .play svg {
    width: 1.25rem;
    height: 1.25rem;
  }
  /* the arrows and the marks keep to the scrubber, which goes from left to right */
  .steps,
  .finishes {
    direction: ltr;
  }
  .steps {
    display: flex;
    gap: var(--sf-space-1);
  }
  .steps button {
    padding: 0 0.6rem;
    border-color: transparent;
    background: var(--sf-well);
  }
  .steps button:hover:not(:disabled) {
    background: var(--sf-line);
  }
  .scrub {
    min-width: 0;
  }
  .scrub label,
  .speed {
    font-size: var(--sf-text-s);
    color: var(--sf-ink-soft);
  }
  .scrub label b {
    color: var(--sf-ink);
    unicode-bidi: normal;
  }
  .scrub input {
    display: block;
  }
  .finishes {
    position: relative;
    height: 2.4rem;
    margin: 0 9px;
    font-size: var(--sf-text-s);
    line-height: 1.2;
  }
  .finish {
    position: absolute;
    left: calc(var(--at) * 100%);
    display: flex;
    flex-direction: column;
    align-items: center;
    transform: translateX(-50%);
    white-space: nowrap;
    color: var(--sf-ink-soft);
  }
  .finish::before {
    content: "";
    width: 2px;
    height: 7px;
    margin-top: -7px;
    background: var(--hue);
  }
  .finish.start {
    align-items: flex-start;
    transform: translateX(-1px);
  }
  .finish.end {
    align-items: flex-end;
    transform: translateX(calc(-100% + 1px));
  }
  .finish.bare i {
    display: none;
  }
  .finish.passed b {
    color: var(--sf-ink);
  }
  .finish i {
    font-style: normal;
  }
  .speed {
    display: grid;
    gap: var(--sf-space-1);
  }
  @media (forced-colors: active) {
    .timeline .play {
      border: 1px solid ButtonText;
    }
    .finish::before {
      background: CanvasText;
    }
  }
  @container (max-width: 640px) {
    .timeline {
      grid-template-columns: auto 1fr;
      padding: var(--sf-space-3);
    }
    .speed {
      grid-column: 1 / -1;
      grid-template-columns: auto 1fr;
      align-items: center;
      gap: var(--sf-space-3);
    }
    .scrub {
      grid-column: 1 / -1;
      grid-row: 1;
    }
    .finish i {
      display: none;
    }
    .finishes {
      height: 1.2rem;
    }
  }
`;
