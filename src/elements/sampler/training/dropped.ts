/** What was dropped: files, and the files in folders. */
import { SweepfieldError } from "../../../error.js";
import { t } from "../../language/t.js";

/** More is no folder of pictures. */
const MOST_FILES = 100_000;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives some of its entries at a time, and none at its end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/**
 * To be called in the event itself: what is dragged is gone after it. Rejects with file-unreadable or limit-exceeded.
 */
export function droppedFiles({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const given = [...files];
  return entries.some(({ isDirectory }) => isDirectory) ? filesIn(entries) : Promise.resolve(given);
}

async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const waiting = [...entries];
  const files: File[] = [];
  try {
    for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
      if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
      else files.push(await fileOf(entry as FileSystemFileEntry));
      if (files.length + waiting.length > MOST_FILES)
        throw new SweepfieldError("limit-exceeded", t`the folder holds more than ${MOST_FILES} files; use fewer`);
    }
  } catch (cause) {
    if (cause instanceof SweepfieldError) throw cause;
    throw new SweepfieldError("file-unreadable", t`the folder can't be read; choose it again`, { cause });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
