import { css } from "lit";

/** The numbers at one distance, the chart, and what it does not say. */
export const forgetStyles = css`
  .reach-title {
    font-size: var(--sf-text-l);
  }
  .reach {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .reach dt {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
    color: var(--sf-ink-soft);
  }
  .reach dd {
    font-size: var(--sf-text-xl);
    font-weight: 700;
    white-space: nowrap;
  }
  .chart {
    display: block;
    max-width: 100%;
    touch-action: pan-y;
  }
  .limits ul {
    display: grid;
    gap: var(--sf-space-3);
    margin: 0;
    padding-inline-start: 1.2rem;
  }
  .limits button {
    min-height: 1.75rem;
    margin-inline-start: var(--sf-space-2);
  }
  @media (forced-colors: active) {
    .chart,
    .reach svg {
      forced-color-adjust: none;
    }
  }
`;
