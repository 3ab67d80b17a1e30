/** Tables as CSV (RFC 4180) that a spreadsheet opens as data. */

export type CsvCell = string | number | boolean | null;

/** What a spreadsheet would run as a formula, blank space in front or not. */
const FORMULA = /^\s*[=+\-@\t\r]/;

const cellText = (cell: CsvCell): string => {
  if (cell === null) return "";
  // a number stays one, its minus too
  if (typeof cell !== "string") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$|^'/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of names, one line a row, each ended by CR LF. A text that would be a formula gets an apostrophe in front. */
export const csvText = (columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
