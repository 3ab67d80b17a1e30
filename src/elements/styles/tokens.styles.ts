import { css } from "lit";

/**
 * The visual language, as custom properties: one type scale, one spacing scale, one palette in light and dark. Models have a hue
 * (`-text` is its shade with a contrast of 4.5 on the surface), the current step an outline, cells that have not run a hatching.
 * The colour ramps of the canvases stand in ramps.ts.
 */
export const tokens = css`
  :host {
    --sf-font:
      -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "DejaVu Sans",
      sans-serif;
    --sf-font-formula: "STIX Two Text", "Iowan Old Style", Charter, Cambria, Georgia, "Liberation Serif", serif;

    --sf-text-s: 0.8125rem;
    --sf-text-m: 0.9375rem;
    --sf-text-l: 1.125rem;
    --sf-text-xl: 1.5rem;
    --sf-text-number: 2.75rem;

    --sf-space-1: 0.25rem;
    --sf-space-2: 0.5rem;
    --sf-space-3: 0.75rem;
    --sf-space-4: 1rem;
    --sf-space-5: 1.5rem;
    --sf-space-6: 2rem;
    --sf-space-7: 3rem;

    --sf-radius: 10px;

    --sf-surface: #fbfbf9;
    --sf-raised: #ffffff;
    --sf-well: #f1f0ec;
    --sf-line: #dedcd5;
    --sf-line-strong: #85848a;
    --sf-ink: #1a2233;
    --sf-ink-soft: #555c6b;

    --sf-pixelcnn: #2f6fe0;
    --sf-pixelcnn-text: #1d59c4;
    --sf-mdrnn: #d9622b;
    --sf-mdrnn-text: #b4480f;
    --sf-good: #1b7a3d;
    --sf-good-well: #e2f3e6;
    --sf-bad: #b3261e;
    --sf-bad-well: #fbeae8;

    --sf-outline: #10131a;
    --sf-glow: #ffc928;
    --sf-hatch: #c8c4b8;
    --sf-focus: #1d59c4;
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --sf-surface: #12151c;
      --sf-raised: #1a1e27;
      --sf-well: #1f242e;
      --sf-line: #333a47;
      --sf-line-strong: #8a93a3;
      --sf-ink: #eef0f4;
      --sf-ink-soft: #a9b1bf;

      --sf-pixelcnn: #5c97ff;
      --sf-pixelcnn-text: #8ab4ff;
      --sf-mdrnn: #f0824c;
      --sf-mdrnn-text: #ffa579;
      --sf-good: #7fd79a;
      --sf-good-well: #173524;
      --sf-bad: #ff9d94;
      --sf-bad-well: #3b1a19;

      --sf-outline: #0b0d12;
      --sf-glow: #ffd95c;
      --sf-hatch: #434b5a;
      --sf-focus: #8ab4ff;
    }
  }
`;
