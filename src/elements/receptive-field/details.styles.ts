import { css } from "lit";

/** The legend, the settings, the other models and the footer. */
export const panelStyles = css`
  .swatch {
    width: 1rem;
    height: 1rem;
    border-radius: 2px;
    forced-color-adjust: none;
  }
  .swatch.pixelcnn {
    background: var(--sf-pixelcnn);
  }
  .swatch.mdrnn {
    background: var(--sf-mdrnn);
  }
  .swatch.own {
    border: 1.5px solid var(--sf-outline);
    box-shadow: inset 0 0 0 2.5px var(--sf-glow);
  }
  .swatch.blind {
    background: repeating-linear-gradient(135deg, var(--sf-bad-well) 0 3px, var(--sf-bad) 3px 5px);
  }
  .swatch.window {
    border: 2px dashed var(--sf-ink);
  }
  .swatch.earlier {
    background: var(--sf-well);
    box-shadow: inset 0 0 0 1px var(--sf-line-strong);
  }
  .swatch.later {
    background: var(--sf-raised);
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .swatch.dead {
    border-radius: 50%;
    border: 1.5px solid var(--sf-ink-soft);
    width: 0.75rem;
    height: 0.75rem;
  }
  .swatch.differs {
    display: grid;
    place-items: center;
    color: var(--sf-bad);
    font-weight: 700;
  }
  .swatch.unit {
    border-radius: 50%;
    background: linear-gradient(90deg, var(--sf-ink-soft) 50%, transparent 50%);
    box-shadow: inset 0 0 0 1px var(--sf-ink-soft);
  }
  .swatch.plane-0 {
    background: #c8362c;
  }
  .swatch.plane-1 {
    background: #2c8a3d;
  }
  .swatch.plane-2 {
    background: #2a62c9;
  }
  .panel {
    display: grid;
    align-content: start;
    gap: var(--sf-space-4);
    padding: var(--sf-space-5);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .settings .labelled {
    display: grid;
    align-content: start;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .settings input[type="number"] {
    width: 8rem;
    max-width: 100%;
  }
  .multiples {
    display: grid;
    gap: var(--sf-space-3);
  }
  .multiples .row {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--sf-space-5);
    align-items: start;
  }
  .multiples figure {
    display: grid;
    gap: var(--sf-space-2);
  }
  .multiples sf-field-picture {
    border: 1px solid var(--sf-line-strong);
  }
  .multiples figcaption {
    display: grid;
    justify-items: start;
    font-size: var(--sf-text-s);
    line-height: 1.35;
  }
  .multiples figcaption b {
    font-size: var(--sf-text-m);
    color: var(--sf-pixelcnn-text);
  }
  .multiples .mdrnn figcaption b {
    color: var(--sf-mdrnn-text);
  }
  .multiples figcaption span {
    color: var(--sf-ink-soft);
  }
  .multiples button {
    margin-top: var(--sf-space-1);
  }
  details td {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  footer {
    font-size: var(--sf-text-s);
  }
  @container (max-width: 899px) {
    .multiples .row {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (max-width: 559px) {
    .panel {
      padding: var(--sf-space-3);
    }
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
