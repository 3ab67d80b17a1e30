/** Reads the notation of words.ts by recursive descent. */
import { MAX_LAYERS, MAX_NESTING, MAX_NUMBER, type InputSize, type Layer, type Place, type Sides } from "./layers.js";
import { missingPart, tooManyBranches, unknownLayer } from "./advice.js";
import { LayerError, orNearest, quoted } from "./problem.js";
import { tokensOf, type Token, type TokenKind } from "./tokens.js";
import { OPTIONS, WORDS, blockOf, wordOf, type BlockWord, type Given, type GivenKey, type Word } from "./words.js";

export interface ParsedNet {
  readonly layers: readonly Layer[];
  /** What "Image…" at the start says. */
  readonly input: InputSize | null;
}

const LAYER = /^(\p{L}+)(\d[\d.]*)?(?:[x×*](\d+))?(?:-(\d+))?$/u;
const SETTING = /^(\p{L}+?)(\d+)(?:[x×*](\d+))?$/u;
const TIMES = /^[x×*](\d+)$/u;
const IMAGE = /^(?:image|input)-?(?:(\d+)[x×*](\d+)(?:[x×*](\d+))?)?$/iu;
const NAME = /^\p{L}[\p{L}\p{N}_]*$/u;

/** Layers of a text, with where each was read. @throws LayerError with line, column, and what would be right. */
export function parseLayers(text: string, where = "layers"): ParsedNet {
  const reader = new Reader(tokensOf(text, where));
  const input = reader.image();
  const layers = reader.sequence(0);
  const rest = reader.peek();
  if (rest.kind === ")") throw new LayerError(rest.place, '")" closes nothing; take it away or write "(" before it');
  if (rest.kind === "|")
    throw new LayerError(rest.place, '"|" stands outside of brackets; write Res(body | shortcut) or Concat(a | b)');
  if (layers.length === 0)
    throw new LayerError(rest.place, `there is no layer; write some, such as ${WORDS[0]!.example}, MaxPool, FC-10`);
  return { layers, input };
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  /** "Image224x224x3" at the start: rows, columns, channels. */
  image(): InputSize | null {
    this.#skip("separator");
    const { kind, text: word, place } = this.peek();
    if (kind !== "word" || !IMAGE.test(word)) return null;
    this.#at += 1;
    // "Image 224x224x3" with a space.
    const size = this.peek();
    const isApart = size.kind === "word" && /^\d/.test(size.text) && IMAGE.test(word + size.text);
    if (isApart) this.#at += 1;
    const text = isApart ? word + size.text : word;
    const found = IMAGE.exec(text)!;
    const next = this.peek();
    if (next.kind === "word")
      throw new LayerError(next.place, `a comma is missing before ${quoted(next.text)}; write "${text}, ${next.text}"`);
    const sides = found.slice(1).flatMap((digits) => (digits === undefined ? [] : [number(digits, place, 1)]));
    const [a, b, c] = sides;
    if (a === undefined || b === undefined) return null;
    if (c === undefined) throw new LayerError(place, `${quoted(text)} lacks the channels; write Image${a}x${b}x3`);
    return [c, a, b];
  }

  /** Layers up to a bracket, a bar or the end. */
  sequence(depth: number): readonly Layer[] {
    const layers: Layer[] = [];
    for (;;) {
      this.#skip("separator");
      const { kind } = this.peek();
      if (kind === ")" || kind === "|" || kind === "end") return layers;
      layers.push(...this.#item(depth));
      const next = this.peek();
      if (next.kind === "word" || next.kind === "(" || next.kind === "@" || next.kind === "=")
        throw new LayerError(next.place, this.#notSeparated(next));
    }
  }

  #notSeparated({ kind, text }: Token): string {
    if (kind === "=") return '"=" gives a name to a layer; write name = Conv3-64';
    if (kind !== "word") return `a comma is missing before ${quoted(kind)}`;
    const word = LAYER.exec(text)?.[1] ?? text;
    if (wordOf(word) || blockOf(word)) return `a comma is missing before ${quoted(text)}`;
    const written = OPTIONS.map((option) => (option.kind === "word" ? option.written : `${option.written}2`));
    return `${quoted(text)} is no setting of a layer${orNearest(text, written, `use ${written.join(", ")}, or x3 to repeat`)}`;
  }

  /** A layer, a block or a group, with its name and how often it stands there. */
  #item(depth: number): readonly Layer[] {
    const first = this.peek();
    if (depth > MAX_NESTING)
      throw new LayerError(first.place, `brackets nest more than ${MAX_NESTING} deep; take some away`);
    const name = this.#name();
    const layers = this.#atom(depth);
    const repeat = this.#times();
    const place = { ...first.place, end: this.peek(-1).place.end };
    const isOne = repeat === 1 && name === null;
    return isOne ? layers : [{ type: "group", layers, repeat, name, place }];
  }

  #name(): string | null {
    const { kind, text, place } = this.peek();
    if (kind !== "word" || this.peek(1).kind !== "=") return null;
    if (!NAME.test(text))
      throw new LayerError(place, `${quoted(text)} is no name; use letters, digits and _, such as stem = Conv3-64`);
    if (wordOf(text) ?? blockOf(text))
      throw new LayerError(place, `${quoted(text)} is the word of a layer; choose another name`);
    this.#at += 2;
    return text;
  }

  #times(): number {
    const { kind, text, place } = this.peek();
    const digits = kind === "word" ? TIMES.exec(text)?.[1] : undefined;
    if (digits === undefined) return 1;
    this.#at += 1;
    const times = number(digits, place, 1);
    if (times > MAX_LAYERS)
      throw new LayerError(place, `${quoted(text)} repeats too often; a net may have ${MAX_LAYERS} layers`);
    return times;
  }

  #atom(depth: number): readonly Layer[] {
    const token = this.peek();
    switch (token.kind) {
      case "(": {
        return this.#brackets(depth, "( )", 1, token)[0]!;
      }
      case "@":
        return [this.#shared(token)];
      case "word":
        return this.#word(token, depth);
      default:
        throw new LayerError(token.place, `${quoted(token.text)} stands where a layer is expected`);
    }
  }

  #shared(token: Token): Layer {
    const name = this.peek(1);
    if (name.kind !== "word")
      throw new LayerError(token.place, '"@" needs the name of layers before it; write stem = Conv3-64, then @stem');
    this.#at += 2;
    return { type: "shared", of: name.text, place: this.#from(token) };
  }

  #word(token: Token, depth: number): readonly Layer[] {
    // "ReLU6" is a word as a whole.
    const [, word = token.text, kernel, columns, out] = (wordOf(token.text) ? null : LAYER.exec(token.text)) ?? [];
    const block = blockOf(word);
    if (block && this.peek(1).kind === "(") {
      this.#at += 1;
      const branches = this.#brackets(depth, block.word, block.most, token);
      return [this.#block(block.word, branches, this.#from(token))];
    }
    const known = wordOf(word);
    if (!known) throw new LayerError(token.place, unknownLayer(token.text, word, block !== undefined, out));
    this.#at += 1;
    const given = { ...sidesOf(known, token, kernel, columns, out), ...this.#settings(known) };
    const missing = known.needs.find((key) => given[key] === undefined);
    if (missing !== undefined) throw new LayerError(this.#from(token), missingPart(known, missing, token.text));
    const made = known.make(given);
    const place = this.#from(token);
    if (typeof made === "string") throw new LayerError(place, `${quoted(token.text)}: ${made}`);
    return made.map((layer) => ({ ...layer, place }));
  }

  #block(word: BlockWord, branches: readonly (readonly Layer[])[], place: Place): Layer {
    if (word === "Res") return { type: "residual", body: branches[0]!, shortcut: branches[1] ?? [], place };
    return { type: "concat", branches: word === "Dense" ? [[], branches[0]!] : branches, place };
  }

  /** "( a | b )" with the opening bracket next. */
  #brackets(depth: number, word: string, most: number, from: Token): readonly (readonly Layer[])[] {
    this.#at += 1;
    const branches: (readonly Layer[])[] = [];
    for (;;) {
      branches.push(this.sequence(depth + 1));
      const token = this.peek();
      if (token.kind === "end")
        throw new LayerError(from.place, `${quoted(from.text)} is not closed; write ")" at its end`);
      this.#at += 1;
      if (branches.length > most || (token.kind === "|" && branches.length === most))
        throw new LayerError(token.place, tooManyBranches(word, most));
      if (token.kind === ")") break;
    }
    const isEmpty = word === "Concat" ? branches.every(({ length }) => length === 0) : branches[0]!.length === 0;
    if (isEmpty)
      throw new LayerError(this.#from(from), `${word === "( )" ? "( )" : `${word}( )`} is empty; write layers into it`);
    return branches;
  }

  #settings(known: Word): Given {
    const given = new Map<GivenKey, Sides | number | boolean>();
    for (;;) {
      const { kind, text, place } = this.peek();
      const setting = kind === "word" ? settingOf(text, place) : undefined;
      if (!setting) return Object.fromEntries(given);
      if (!known.takes.includes(setting.key))
        throw new LayerError(place, `${known.word} has no ${setting.says} (${quoted(text)}); take it away`);
      if (given.has(setting.key))
        throw new LayerError(place, `${quoted(text)}: ${setting.says} is given twice; take one away`);
      given.set(setting.key, setting.value);
      this.#at += 1;
    }
  }

  #from(token: Token): Place {
    return { ...token.place, end: this.peek(-1).place.end };
  }

  #skip(kind: TokenKind): void {
    while (this.peek().kind === kind) this.#at += 1;
  }
}

/** Digits as a number that a layer may name. */
function number(digits: string, place: Place, min: number): number {
  const value = digits.length > 10 ? Infinity : Number(digits);
  if (!Number.isInteger(value) && value !== Infinity)
    throw new LayerError(place, `${quoted(digits)} is no whole number; write one`);
  if (value < min) throw new LayerError(place, `${quoted(digits)} is too small; write ${min} or more`);
  if (value > MAX_NUMBER)
    throw new LayerError(place, `${quoted(digits)} is too large; write at most ${MAX_NUMBER.toLocaleString("en-US")}`);
  return value;
}

function settingOf(
  text: string,
  place: Place,
): { key: GivenKey; value: Sides | number | boolean; says: string } | undefined {
  const lower = text.toLowerCase();
  const plain = OPTIONS.find(({ kind, written }) => kind === "word" && written === lower);
  if (plain) return { key: plain.key, value: plain.value!, says: plain.says };
  const [, word = "", first, second] = SETTING.exec(lower) ?? [];
  const option = OPTIONS.find(({ kind, written }) => kind !== "word" && written === word);
  if (!option || first === undefined) return undefined;
  const value = number(first, place, option.min);
  if (option.kind === "sides")
    return { ...option, value: [value, second === undefined ? value : number(second, place, option.min)] };
  if (second !== undefined)
    throw new LayerError(place, `${quoted(text)}: ${option.says} is one number; write ${option.written}${value}`);
  return { ...option, value };
}

function sidesOf(
  known: Word,
  token: Token,
  kernel: string | undefined,
  columns: string | undefined,
  out: string | undefined,
): Given {
  const { place } = token;
  // "Dropout0.5" says how much is dropped, which nothing here counts.
  if (known.type === "dropout") return {};
  if (!wordOf(token.text) && !LAYER.test(token.text))
    throw new LayerError(place, `${quoted(token.text)} is not understood; write ${known.example}`);
  if (kernel !== undefined && !known.takes.includes("kernel"))
    throw new LayerError(
      place,
      `${quoted(token.text)}: ${known.word} has no kernel${out === undefined && known.takes.includes("out") ? `; did you mean ${known.word}-${kernel}?` : `; write ${known.example}`}`,
    );
  if (out !== undefined && !known.takes.includes("out"))
    throw new LayerError(
      place,
      `${quoted(token.text)}: ${known.word} has as many outputs as inputs; write ${known.word}${kernel ?? ""}`,
    );
  const rows = kernel === undefined ? undefined : number(kernel, place, 1);
  return {
    ...(rows !== undefined && { kernel: [rows, columns === undefined ? rows : number(columns, place, 1)] }),
    ...(out !== undefined && { out: number(out, place, 1) }),
  };
}
