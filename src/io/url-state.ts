/**
 * The typed table of an element's settings. One table gives the attributes, the keys of the address, their validation and, through
 * the manifest plugin, their documentation. A property `laneUnit` is the attribute `lane-unit` and the key `lane-unit`, or
 * `ID.lane-unit` for the element with that id.
 */

interface Described {
  readonly description: string;
  /** false: an attribute only, which no link sets or repeats. */
  readonly address?: false;
}
export interface NumberField extends Described {
  readonly type: "integer" | "number";
  readonly min: number;
  /** May be Infinity, which is then a value too. */
  readonly max: number;
  readonly default: number;
}
export interface BooleanField extends Described {
  readonly type: "boolean";
  readonly default: boolean;
}
export interface ChoiceField extends Described {
  readonly type: "choice";
  readonly values: readonly string[];
  readonly default: string;
}
/** A short text in a notation of its own, such as the layers "A3 B3 B3x2". */
export interface TextField extends Described {
  readonly type: "text";
  /** What it takes, in words: "layers such as A3 B3 B3x2". */
  readonly form: string;
  readonly default: string;
  takes(text: string): boolean;
}
export type Field = NumberField | BooleanField | ChoiceField | TextField;
export type StateValue = number | boolean | string;

export interface StateDefinition<Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly tag: `sf-${string}`;
  /** By property name, in camel case. */
  readonly fields: Fields;
}

type ValueOf<F extends Field> = F extends ChoiceField
  ? F["values"][number]
  : F extends TextField
    ? string
    : F extends BooleanField
      ? boolean
      : number;

/** The settings as an object: `{ depth: number, image: "digit" | "texture", … }`. */
export type StateOf<D extends StateDefinition> = { -readonly [Name in keyof D["fields"]]: ValueOf<D["fields"][Name]> };

/** Keeps the literal types of a table. Tables stand in `src/elements/**\/NAME.state.ts`, exported, where the manifest plugin finds them. */
export const defineState = <const Fields extends Readonly<Record<string, Field>>>(
  tag: `sf-${string}`,
  fields: Fields,
): StateDefinition<Fields> => ({ tag, fields });

/** The attribute and the key in the address of a property: `laneUnit` → `lane-unit`. */
export const attributeOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const isNumberField = (field: Field): field is NumberField => field.type === "integer" || field.type === "number";

/** What a field takes, in words: "a whole number from 1 to 256". */
export const allowedIn = (field: Field): string => {
  if (field.type === "choice") return `one of ${field.values.join(", ")}`;
  if (field.type === "boolean") return "1 or 0";
  if (field.type === "text") return field.form;
  const kind = field.type === "integer" ? "a whole number" : "a number";
  return field.max === Infinity
    ? `${kind} from ${field.min}, or Infinity`
    : `${kind} from ${field.min} to ${field.max}`;
};

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["", true],
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);
const NUMERAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$|^Infinity$/i;

const parseText = (field: Field, text: string): unknown => {
  if (field.type === "choice" || field.type === "text") return text;
  if (field.type === "boolean") return BOOLEANS.get(text);
  const numeral = text.trim();
  return numeral.length <= 64 && NUMERAL.test(numeral) ? Number(numeral.replace(/^infinity$/i, "Infinity")) : undefined;
};

export interface Accepted {
  readonly value: StateValue;
  /** `clamped`: the nearest value of the range; `refused`: the fallback. */
  readonly verdict: "as given" | "clamped" | "refused";
}

/** The value of a field nearest to what was given, be it text (an attribute, the address) or a property's value of any type. */
export const accept = (field: Field, given: unknown, fallback: StateValue = field.default): Accepted => {
  const value = typeof given === "string" ? parseText(field, given) : given;
  if (isNumberField(field)) {
    const isNumber = typeof value === "number" && !Number.isNaN(value);
    if (!isNumber || (field.type === "integer" && Number.isFinite(value) && !Number.isInteger(value)))
      return { value: fallback, verdict: "refused" };
    const nearest = Math.min(field.max, Math.max(field.min, value)) + 0; // + 0 makes −0 plain
    return { value: nearest, verdict: nearest === value ? "as given" : "clamped" };
  }
  const fits =
    field.type === "boolean"
      ? typeof value === "boolean"
      : typeof value === "string" && (field.type === "text" ? field.takes(value) : field.values.includes(value));
  return fits ? { value: value as StateValue, verdict: "as given" } : { value: fallback, verdict: "refused" };
};

const quote = (text: string): string => {
  const line = text.replace(/\p{C}/gu, "·");
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
};

/** One line for the reader, or null: what was read, where, the fix and what is used instead. */
const noticeOf = (
  field: Field,
  key: string,
  where: string,
  text: string,
  { verdict, value }: Accepted,
): string | null =>
  verdict === "as given"
    ? null
    : `${key} is ${quote(text)} in the ${where}; use ${allowedIn(field)}. ${verdict === "clamped" ? `The nearest, ${String(value)}, is shown.` : `${String(value)} is shown instead.`}`;

export interface ParsedState<D extends StateDefinition> {
  /** Only what was given. */
  readonly given: Partial<StateOf<D>>;
  readonly notices: readonly string[];
}

/** The fields that a link sets. */
export const linkedFields = <D extends StateDefinition>({ fields }: D): readonly (readonly [string, Field])[] =>
  Object.entries<Field>(fields).filter(([, { address }]) => address !== false);

interface Source {
  /** As the notices name it: "address", "attributes of sf-race". */
  readonly where: string;
  keyOf(property: string): string;
  textOf(key: string): string | null;
}

const parse = <D extends StateDefinition>(
  fields: readonly (readonly [string, Field])[],
  { where, keyOf, textOf }: Source,
  base: Partial<StateOf<D>>,
): ParsedState<D> => {
  const fallback: Readonly<Record<string, StateValue | undefined>> = base;
  const read = fields.flatMap(([property, field]) => {
    const key = keyOf(property);
    const text = textOf(key);
    if (text === null) return [];
    const accepted = accept(field, text, fallback[property] ?? field.default);
    return [{ property, value: accepted.value, notice: noticeOf(field, key, where, text, accepted) }];
  });
  return {
    given: Object.fromEntries(read.map(({ property, value }) => [property, value])) as Partial<StateOf<D>>,
    notices: read.flatMap(({ notice }) => notice ?? []),
  };
};

export const parseAttributes = <D extends StateDefinition>(
  definition: D,
  textOf: (attribute: string) => string | null,
): ParsedState<D> =>
  parse<D>(
    Object.entries(definition.fields),
    { where: `attributes of ${definition.tag}`, keyOf: attributeOf, textOf },
    {},
  );

export interface Scope<D extends StateDefinition> {
  /** The element's id: its keys are then `ID.depth`, so that several elements share one address. */
  readonly id?: string;
  /** What holds where the address is silent: the page's own attributes. By default the table's defaults. */
  readonly base?: Partial<StateOf<D>>;
  /** Attributes that the page has fixed: the address does not change them, and a link leaves their keys as they are. */
  readonly locked?: readonly string[];
}

const prefixOf = (id: string | undefined): string => (id === undefined || id === "" ? "" : `${id}.`);

const formatValue = (value: StateValue): string => (typeof value === "boolean" ? (value ? "1" : "0") : String(value));

/** What the address says. Keys of other elements and of the page are left alone; an unknown key under this element's id is noticed. */
export const parseState = <D extends StateDefinition>(
  definition: D,
  query: URLSearchParams,
  scope: Scope<D> = {},
): ParsedState<D> => {
  const prefix = prefixOf(scope.id);
  const keyOf = (property: string): string => prefix + attributeOf(property);
  const fields = linkedFields(definition);
  const { locked = [] } = scope;
  const open = fields.filter(([property]) => !locked.includes(attributeOf(property)));
  const parsed = parse<D>(open, { where: "address", keyOf, textOf: (key) => query.get(key) }, scope.base ?? {});
  const names = fields.map(([property]) => attributeOf(property));
  const unknown = [...new Set(query.keys())]
    .filter((key) => prefix !== "" && key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const notices = unknown
    .filter((name) => !name.includes(".") && !names.includes(name))
    .map((name) => `${quote(name)} in the address is no setting of ${definition.tag}; use one of ${names.join(", ")}.`);
  const base: Readonly<Record<string, StateValue | undefined>> = scope.base ?? {};
  const fixed = fields
    .filter(([property, field]) => {
      const text = locked.includes(attributeOf(property)) ? query.get(keyOf(property)) : null;
      return text !== null && text !== formatValue(base[property] ?? field.default);
    })
    .map(([property]) => `${attributeOf(property)} is fixed on this page; the address does not change it.`);
  return { ...parsed, notices: [...parsed.notices, ...notices, ...fixed] };
};

export const defaultState = <D extends StateDefinition>({ fields }: D): StateOf<D> =>
  Object.fromEntries(Object.entries<Field>(fields).map(([name, field]) => [name, field.default])) as StateOf<D>;

/** The query with this element's settings in the table's order, those at their base left out, after all keys that are not its own. */
export const mergeState = <D extends StateDefinition>(
  definition: D,
  state: StateOf<D>,
  query: URLSearchParams,
  scope: Scope<D> = {},
): URLSearchParams => {
  const merged = new URLSearchParams(query);
  const values: Readonly<Record<string, StateValue>> = state;
  const base: Readonly<Record<string, StateValue | undefined>> = scope.base ?? {};
  const { locked = [] } = scope;
  for (const [property, field] of linkedFields(definition)) {
    if (locked.includes(attributeOf(property))) continue;
    const key = prefixOf(scope.id) + attributeOf(property);
    const { value } = accept(field, values[property]);
    merged.delete(key);
    if (value !== (base[property] ?? field.default)) merged.append(key, formatValue(value));
  }
  return merged;
};

/** The shortest query that gives this state back, without "?". */
export const formatState = <D extends StateDefinition>(
  definition: D,
  state: StateOf<D>,
  scope: Scope<D> = {},
): string => mergeState(definition, state, new URLSearchParams(), scope).toString();
