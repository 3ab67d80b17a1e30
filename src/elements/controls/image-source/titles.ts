import type { BuiltinName } from "../../../io/builtin-images.js";
import { t } from "../../language/t.js";

/** What a reader calls a built-in image. */
export const titleOf = (name: BuiltinName): string =>
  ({ digit: t`Digit`, texture: t`Texture`, gradient: t`Gradient` })[name];

/** An image in the caption of a figure; `own` is the file's name of the reader's. */
export const imageText = (builtin: BuiltinName, own: string | null): string =>
  own === null ? t`The built-in image “${titleOf(builtin)}”` : t`The image “${own}”`;
