/**
 * Layers as JSON objects: the same words and settings as in the notation, by name.
 *
 *   { "type": "conv", "kernel": 3, "out": 64, "stride": 1, "padding": [1, 1], "dilation": 1, "groups": 1, "bias": true, "bn": false }
 *   { "type": "residual", "body": […], "shortcut": […] }    { "type": "concat", "branches": [[…], […]] }
 *   { "type": "group", "layers": […] }    { "type": "shared", "of": "stem" }    each with "repeat" and "name" where wanted
 *
 * An entry may also be a text in the notation: ["Conv3-64, MaxPool", { "type": "fc", "out": 10 }].
 */
import { describe, fields, integer, invalid, list, oneOf } from "../checks.js";
import { nearest } from "../nearest.js";
import {
  MAX_LAYERS,
  MAX_NESTING,
  MAX_NUMBER,
  type ConcatLayer,
  type Layer,
  type Place,
  type ResidualLayer,
  type SharedLayer,
  type Sides,
} from "./layers.js";
import { parseLayers } from "./parse.js";
import { LayerError } from "./problem.js";
import { OPTIONS, WORDS, wordOfType, type Given, type GivenKey, type Word } from "./words.js";

const AROUND = ["type", "repeat", "name"];
const BLOCK_KEYS: Readonly<Record<string, readonly string[]>> = {
  residual: ["body", "shortcut"],
  concat: ["branches"],
  group: ["layers"],
  shared: ["of"],
};

const MIN: Partial<Record<GivenKey, number>> = Object.fromEntries(OPTIONS.map(({ key, min }) => [key, min]));
const FLAGS: readonly GivenKey[] = ["bias", "bn", "ceil"];
const COUNTS: readonly GivenKey[] = ["out", "groups", "pairs"];

const sides = (value: unknown, path: string, min: number): Sides => {
  if (!Array.isArray(value)) {
    const side = integer(value, path, min, MAX_NUMBER);
    return [side, side];
  }
  if (value.length !== 2) throw invalid(`${path} is ${describe(value)}; use a number or [rows, columns]`);
  return [integer(value[0], `${path}[0]`, min, MAX_NUMBER), integer(value[1], `${path}[1]`, min, MAX_NUMBER)];
};

const given = (key: GivenKey, value: unknown, path: string): Sides | number | boolean => {
  if (FLAGS.includes(key)) return oneOf(value, path, [true, false]);
  return COUNTS.includes(key) ? integer(value, path, 1, MAX_NUMBER) : sides(value, path, MIN[key] ?? 1);
};

/** Layers of a value read from JSON. @throws SweepfieldError that names the path and the fix. */
export const layersOfJson = (value: unknown, path: string, depth = 0): readonly Layer[] => {
  if (typeof value === "string") return ofText(value, path);
  if (depth > MAX_NESTING) throw invalid(`${path} nests more than ${MAX_NESTING} deep; take some away`);
  return list(value, path, MAX_LAYERS, (entry, at) =>
    typeof entry === "string" ? ofText(entry, at) : layerOfJson(entry, at, depth),
  ).flat();
};

/** A text within JSON: its lines and columns stand behind the path. */
const ofText = (text: string, path: string): readonly Layer[] => {
  const { layers, input } = parseLayers(text, path);
  if (input !== null) throw invalid(`${path} begins with an image; write it as "input": [${input.join(", ")}]`);
  return layers;
};

/** Layers where there may be none: identity branches. */
const branch = (value: unknown, path: string, depth: number): readonly Layer[] =>
  Array.isArray(value) && value.length === 0 ? [] : layersOfJson(value, path, depth + 1);

const layerOfJson = (value: unknown, path: string, depth: number): readonly Layer[] => {
  const type = typeOf(value, path);
  const word = wordOfType(type);
  const own = fields(value, path, [...AROUND, ...(word?.takes ?? BLOCK_KEYS[type] ?? [])]);
  const place: Place = { label: path, start: 0, end: 0 };
  const layers = word ? ofWord(word, own, place) : block(type, own, path, depth).map((made) => ({ ...made, place }));
  const repeat = integer(own.get("repeat"), `${path}.repeat`, 1, MAX_LAYERS, 1);
  const name = nameOf(own.get("name"), `${path}.name`);
  return repeat === 1 && name === null ? layers : [{ type: "group", layers, repeat, name, place }];
};

const typeOf = (value: unknown, path: string): string => {
  const types = [...WORDS.map((word) => word.type), ...Object.keys(BLOCK_KEYS)];
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(`${path} is ${describe(value)}; use an object such as {"type": "conv", "kernel": 3, "out": 64}`);
  if (typeof type === "string" && types.includes(type)) return type;
  const near = typeof type === "string" ? nearest(type, types) : undefined;
  throw invalid(
    `${path}.type is ${describe(type)}; ${near === undefined ? `use one of ${types.join(", ")}` : `did you mean "${near}"?`}`,
  );
};

const ofWord = (word: Word, own: ReadonlyMap<string, unknown>, place: Place): readonly Layer[] => {
  const read: Given = Object.fromEntries(
    word.takes.flatMap((key) => (own.has(key) ? [[key, given(key, own.get(key), `${place.label}.${key}`)]] : [])),
  );
  const missing = word.needs.find((key) => read[key] === undefined);
  if (missing !== undefined)
    throw invalid(`${place.label}.${missing} is missing; use a number, as "${word.example}" has it`);
  const made = word.make(read);
  if (typeof made === "string") throw new LayerError(place, made);
  return made.map((layer) => ({ ...layer, place }));
};

const block = (
  type: string,
  own: ReadonlyMap<string, unknown>,
  path: string,
  depth: number,
): readonly (ResidualLayer | ConcatLayer | SharedLayer | Layer)[] => {
  switch (type) {
    case "residual":
      return [
        {
          type,
          body: layersOfJson(own.get("body"), `${path}.body`, depth + 1),
          shortcut: own.has("shortcut") ? branch(own.get("shortcut"), `${path}.shortcut`, depth) : [],
        },
      ];
    case "concat": {
      const branches = list(own.get("branches"), `${path}.branches`, MAX_LAYERS, (entry, at) =>
        branch(entry, at, depth),
      );
      if (branches.every(({ length }) => length === 0))
        throw invalid(`${path}.branches is empty; write layers into it`);
      return [{ type, branches }];
    }
    case "shared": {
      const of = own.get("of");
      if (typeof of !== "string") throw invalid(`${path}.of is ${describe(of)}; use the name of layers before it`);
      return [{ type, of }];
    }
    default:
      return layersOfJson(own.get("layers"), `${path}.layers`, depth + 1);
  }
};

const nameOf = (value: unknown, path: string): string | null => {
  if (value === undefined) return null;
  if (typeof value === "string" && /^\p{L}[\p{L}\p{N}_]{0,40}$/u.test(value)) return value;
  throw invalid(`${path} is ${describe(value)}; use letters, digits and _, at most 41`);
};
