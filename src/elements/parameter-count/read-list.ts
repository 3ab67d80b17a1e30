import { parseLayers, type ParsedNet } from "../../models/cnn/parse.js";

/** Texts that are kept: what is typed, what stood there before, and the preset's. */
const KEPT = 4;
const read = new Map<string, ParsedNet>();

/** `parseLayers` of a page, which asks for the same text several times an update. @throws LayerError as that does. */
export const readList = (text: string): ParsedNet => {
  const found = read.get(text) ?? parseLayers(text);
  read.delete(text);
  read.set(text, found);
  for (const old of [...read.keys()].slice(0, -KEPT)) read.delete(old);
  return found;
};
