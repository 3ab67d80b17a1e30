import { strToU8, Zip, ZipDeflate } from "fflate";
import { version } from "sweepfield:version";
import { csvText } from "../../io/csv-text.js";
import { nextTask } from "../controllers/slices.js";
import { t } from "../language/t.js";
import type { DataTable } from "./take-away.js";

interface NamedFile {
  readonly name: string;
  readonly content: Blob;
}

/** One table is one CSV file; several are a zip of them. */
export async function csvFile(name: string, tables: readonly DataTable[]): Promise<NamedFile> {
  const [only] = tables;
  if (only && tables.length === 1)
    return { name: `${name}.csv`, content: new Blob([csvText(only.columns, only.rows)], { type: "text/csv" }) };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(new Uint8Array(part));
  });
  for (const table of tables) {
    await nextTask();
    const file = new ZipDeflate(`${name}-${table.name}.csv`);
    zip.add(file);
    file.push(strToU8(csvText(table.columns, table.rows)), true);
  }
  zip.end();
  return { name: `${name}.zip`, content: new Blob(parts, { type: "application/zip" }) };
}

interface Origin {
  readonly element: string;
  /** The query that gives the settings back. */
  readonly state: string;
  readonly adapter: string;
}

/** The tables with what they were counted and measured on. Numbers that JSON does not have are null. */
export const jsonFile = ({ element, state, adapter }: Origin, tables: readonly DataTable[]): Blob => {
  const data = {
    schema: "sweepfield-data/1",
    element,
    state,
    version,
    adapter,
    counted: t`Sequential steps are the levels of the dependency graph that were executed, dispatches what was encoded for the GPU, milliseconds what was measured; what could not be measured is null.`,
    tables,
  };
  return new Blob([JSON.stringify(data, null, 1)], { type: "application/json" });
};
