/** Files that hold other files: gzip and zip. What they unpack to is limited before memory is taken. */
import { unzip } from "fflate";
import { SweepfieldError } from "../error.js";
import { dataInvalid } from "./image-set.js";

const MOST_BYTES = 2 ** 29;

const tooLarge = (): SweepfieldError =>
  new SweepfieldError("limit-exceeded", `it unpacks to more than ${MOST_BYTES / 2 ** 20} MiB; use fewer images`);

export const looksLikeGzip = (file: Uint8Array): boolean => file[0] === 0x1f && file[1] === 0x8b;
export const looksLikeZip = (file: Uint8Array): boolean => file[0] === 0x50 && file[1] === 0x4b;

/** Throws data-invalid where the file is cut off or damaged, limit-exceeded where it unpacks to too much. */
export async function gunzip(file: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([file.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > MOST_BYTES) throw tooLarge();
      chunks.push(next.value);
    }
  } catch (cause) {
    if (cause instanceof SweepfieldError) throw cause;
    throw new SweepfieldError("data-invalid", "its gzip data is cut off or damaged; fetch the file again", { cause });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The pictures in a zip file, by name; folders and what the system hides in archives are left out. */
export async function unzipPictures(file: Uint8Array): Promise<readonly ArchivedFile[]> {
  let length = 0;
  let refused = false;
  const files = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    unzip(
      file,
      {
        filter({ name, originalSize }) {
          if (!isPicture(name)) return false;
          length += originalSize;
          if (length > MOST_BYTES) refused = true;
          return !refused;
        },
      },
      (error, unpacked) => (error ? reject(error) : resolve(unpacked)),
    );
  }).catch((cause: unknown) => {
    throw new SweepfieldError("data-invalid", "its zip data is cut off or damaged; pack the folder again", { cause });
  });
  if (refused) throw tooLarge();
  const names = Object.keys(files).sort();
  if (names.length === 0) throw dataInvalid("the zip holds no pictures; add PNG, JPEG or WebP files");
  return names.map((name) => ({ name, bytes: files[name]! }));
}

/** By its name: a PNG, JPEG or WebP file that is not hidden. */
export const isPicture = (name: string): boolean =>
  /\.(png|jpe?g|webp)$/i.test(name) && !name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
