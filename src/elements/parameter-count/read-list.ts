import { parseLayers, type ParsedNet } from "../../models/cnn/parse.js";
import { remembering } from "./remember.js";

/** What is typed, what stood there before, and the preset's. */
const texts = remembering<ParsedNet>(4);

/** `parseLayers` of a page. @throws LayerError as that does. */
export const readList = (text: string): ParsedNet => texts(text, () => parseLayers(text));
