import { css } from "lit";

export const mathStyles = css`
  math {
    font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Noto Sans Math", math, var(--sf-font-formula);
    font-variant-numeric: tabular-nums lining-nums;
  }
  math .live {
    font-weight: 650;
    color: var(--sf-live, inherit);
  }
  math .tml-right {
    text-align: right;
    padding-inline: 0;
  }
  math .tml-left {
    text-align: left;
    padding-inline: 0;
  }
`;
