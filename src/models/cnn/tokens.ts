import { MAX_TEXT, type Place } from "./layers.js";
import { LayerError, quoted } from "./problem.js";

/** `end` stands at the end of the text. A run of separators is one token. */
export type TokenKind = "word" | "separator" | "(" | ")" | "|" | "=" | "@" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly place: Place;
}

const MAX_WORD = 64;

/** Spaces and comments; separators with the space around them; one bracket or sign; a word, whose dashes may be of any kind. */
const NEXT =
  /([^\S\n]+|#[^\n]*)|((?:[,;·•→⟶\n]|->)(?:[\s,;·•→⟶]|->|#[^\n]*)*)|([()|=@])|((?:[\p{L}\p{N}_.×*+−–—]|-(?!>))+)/uy;

/** The tokens of a list of layers; places begin with `where`. @throws LayerError at what is no part of the notation. */
export function tokensOf(text: string, where: string): readonly Token[] {
  if (text.length > MAX_TEXT)
    throw new LayerError(
      { label: where, start: 0, end: 0 },
      `the list has ${text.length.toLocaleString("en-US")} characters; write at most ${MAX_TEXT.toLocaleString("en-US")}`,
    );
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const place = (end: number): Place => ({
    label: `${where}, line ${line}, column ${at - lineStart + 1}`,
    start: at,
    end,
  });
  const pattern = new RegExp(NEXT);
  while (at < text.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) {
      const sign = String.fromCodePoint(text.codePointAt(at)!);
      throw new LayerError(place(at + sign.length), `${quoted(sign)} is no part of a layer; separate layers by commas`);
    }
    const [all, blank, separator, sign, word = ""] = found;
    if (word.length > MAX_WORD)
      throw new LayerError(
        place(at + all.length),
        `${quoted(word)} is too long; a word has at most ${MAX_WORD} letters`,
      );
    if (blank === undefined) {
      const kind = separator !== undefined ? "separator" : ((sign as "(" | undefined) ?? "word");
      tokens.push({ kind, text: all.replace(/[−–—]/g, "-"), place: place(at + all.length) });
    }
    for (let i = all.indexOf("\n"); i >= 0; i = all.indexOf("\n", i + 1)) {
      line += 1;
      lineStart = at + i + 1;
    }
    at += all.length;
  }
  return [...tokens, { kind: "end", text: "", place: place(at) }];
}
