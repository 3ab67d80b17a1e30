import { css } from "lit";

/** What all views of an LSTM share, beyond the layout. */
export const lstmStyles = css`
  :host {
    --hue: var(--sf-mdrnn-text);
  }
  .waiting {
    min-height: 44rem;
  }
  /* so do time in a table and what stands in a row */
  table.number,
  .ramp,
  .packing,
  b.number {
    direction: ltr;
    unicode-bidi: isolate;
  }
  .timeline .finishes {
    display: none;
  }
  .weight-fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
    gap: var(--sf-space-3);
  }
  .term {
    display: inline-block;
    min-width: 24px;
    padding-block: 3px;
    border-radius: 4px;
    text-align: center;
  }
  .term.lit {
    box-shadow: 0 0 0 2px var(--sf-glow);
    background: color-mix(in srgb, var(--sf-glow) 25%, transparent);
  }
  .lines .math {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--sf-space-1) 0.35em;
  }
  .symbol var {
    font-style: italic;
  }
  .symbol sub,
  .formula sub {
    font-size: 0.72em;
    line-height: 1;
  }
  .now-swatch {
    box-shadow:
      inset 0 0 0 1px var(--sf-outline),
      inset 0 0 0 3px var(--sf-glow);
  }
  .chosen-swatch {
    outline: 3px solid var(--sf-ink);
    outline-offset: -3px;
  }
  .read-swatch {
    outline: 2px dashed var(--sf-ink);
    outline-offset: -2px;
  }
  .waits {
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
  }
  @media print {
    .actions,
    .how .choices {
      display: none;
    }
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    .panel,
    figure {
      break-inside: avoid;
    }
  }
`;
