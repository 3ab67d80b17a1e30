/** A column: its heading, and how its cells stand. Numbers stand right, words left. */
export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** A table in plain text, two spaces between columns, no trailing spaces. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) => Math.max(column.title.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) =>
        column.align === "right" ? (cells[i] ?? "").padStart(widths[i]!) : (cells[i] ?? "").padEnd(widths[i]!),
      )
      .join("  ")
      .trimEnd();
  return [columns.map((column) => column.title), ...rows].map(line).join("\n");
}

/** 6526464 → "6,526,464". */
export const grouped = (value: number | bigint): string => value.toLocaleString("en-US");

/** Milliseconds, or "n/a" where they could not be measured. */
export const formatMilliseconds = (value: number | null): string =>
  value === null
    ? "n/a"
    : `${value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(2) : grouped(Math.round(value))} ms`;

/** A small difference: "3.6e-7", "0" when exactly equal. */
export const formatError = (value: number): string => (value === 0 ? "0" : value.toExponential(1));
