import { FIGURE_FONT } from "../figure/layout.js";
import type { Figure } from "../figure/marks.js";
import { svgOf } from "../figure/svg.js";
import { t } from "../language/t.js";
import type { DataTable } from "./take-away.js";

/** More rows are for a file. */
const MOST_ROWS = 400;

const sheetOf = (css: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

const PAGE = "@media print { html > body { display: none !important; } }";
const PRINTED = `
  :host { display: none; color: #000; background: #fff; font: 10pt/1.4 ${FIGURE_FONT}; }
  @media print { :host { display: block; } }
  svg { display: block; max-width: 100%; height: auto; }
  table { margin-top: 16pt; border-collapse: collapse; font-variant-numeric: tabular-nums; }
  caption { padding-bottom: 4pt; font-weight: 700; text-align: left; }
  th, td { padding: 1pt 6pt; border-bottom: 0.5pt solid #999; text-align: right; }
  th { border-bottom-width: 1pt; }
  tr { break-inside: avoid; }
`;

function tableOf({ name, columns, rows }: DataTable): HTMLTableElement {
  const table = document.createElement("table");
  const note = rows.length > MOST_ROWS ? ` · ${t`the first ${MOST_ROWS} of ${rows.length} rows`}` : "";
  table.createCaption().textContent = name + note;
  const head = table.createTHead().insertRow();
  for (const column of columns)
    head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: column }));
  const body = table.createTBody();
  for (const row of rows.slice(0, MOST_ROWS)) {
    const line = body.insertRow();
    for (const cell of row) line.insertCell().textContent = cell === null ? "" : String(cell);
  }
  return table;
}

let last: (() => void) | null = null;

/** Prints a figure and its tables and nothing else of the page. */
export function printFigure(figure: Figure, tables: readonly DataTable[]): void {
  last?.();
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheetOf(PRINTED)];
  const drawn = new DOMParser().parseFromString(svgOf(figure), "image/svg+xml");
  root.append(document.importNode(drawn.documentElement, true), ...tables.map(tableOf));
  const page = sheetOf(PAGE);
  // beside the body, which is not printed
  document.documentElement.append(host);
  document.adoptedStyleSheets.push(page);
  const clear = (last = () => {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page);
    removeEventListener("afterprint", clear);
    last = null;
  });
  addEventListener("afterprint", clear);
  print();
}
