import { css } from "lit";

export const raceStyles = css`
  :host {
    container-type: inline-size;
  }
  .race {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .dragged {
    outline: 3px dashed var(--sf-focus);
    outline-offset: var(--sf-space-2);
  }
  .lead {
    max-width: 62rem;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-l);
  }
  h2 {
    font-size: var(--sf-text-l);
    font-weight: 700;
    line-height: 1.3;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--sf-space-2) var(--sf-space-6);
    align-content: start;
  }
  /* The lanes have their height before they are drawn: a picture of a quarter of the width, and its counters. */
  @container (min-width: 900px) {
    .grid {
      min-height: calc(25cqi + 14.6rem);
    }
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-5);
  }
  .settings-room {
    min-height: 22rem;
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
  footer {
    font-size: var(--sf-text-s);
  }
  @container (max-width: 899px) {
    .grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: var(--sf-space-4);
    }
    sf-race-lane {
      margin-bottom: var(--sf-space-4);
    }
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 559px) {
    .panel {
      padding: var(--sf-space-3);
    }
    .lead {
      font-size: var(--sf-text-m);
    }
  }
  @container (max-width: 299px) {
    .grid {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
