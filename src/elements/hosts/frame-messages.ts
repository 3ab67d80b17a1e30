/**
 * The messages between embed.html in an iframe and the page around it, format "sweepfield/1". www/embed/iframe/messages.schema.json
 * says the same as JSON Schema; a test holds both together.
 */
import type { AnswerDetail } from "../controls/answer.event.js";

export const FORMAT = "sweepfield/1";

/** Attributes by name, as in the element's link. */
export type FrameState = Readonly<Record<string, string | number | boolean>>;

/** What embed.html sends. `height` goes to any page; the others only to the origin that the frame's address names. */
export type FrameMessage = { readonly format: typeof FORMAT; readonly element: string } & (
  | { readonly type: "ready" }
  /** Of the content, in CSS pixels. */
  | { readonly type: "height"; readonly height: number }
  | ({ readonly type: "answer" } & Omit<AnswerDetail, "element">)
  /** What differs from the defaults, whenever it changed and when it was asked for. */
  | { readonly type: "state"; readonly state: FrameState }
  /** A message that could not be taken: what was read, where, and the fix. */
  | { readonly type: "problem"; readonly message: string }
);

/** What embed.html takes, from the origin that its address names. */
export type HostMessage = { readonly format: typeof FORMAT } & (
  { readonly type: "set"; readonly state: FrameState } | { readonly type: "get-state" }
);

const LONGEST_VALUE = 1000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isValue = (value: unknown): value is string | number | boolean =>
  (typeof value === "string" && value.length <= LONGEST_VALUE) ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value));

/** Whether a message is meant for Sweepfield at all: others that reach the window are nobody's business here. */
export const isOurs = (data: unknown): boolean => isRecord(data) && data["format"] === FORMAT;

/** The message of a page, or one line on what is wrong with it. */
export function readHostMessage(data: unknown): HostMessage | { readonly problem: string } {
  if (!isRecord(data) || data["format"] !== FORMAT)
    return { problem: `the message has no format; use { format: "${FORMAT}", … }` };
  const { type, state, ...rest } = data;
  const names = Object.keys(rest).filter((name) => name !== "format");
  if (names.length > 0) return { problem: `the message has a field ${quote(names[0])} too many; leave it out` };
  if (type === "get-state" && state === undefined) return { format: FORMAT, type };
  if (type !== "set")
    return { problem: `the message's type is ${quote(type)}; use "set" with a state, or "get-state" without` };
  if (!isRecord(state)) return { problem: 'a "set" needs state: { ATTRIBUTE: value, … }' };
  const bad = Object.keys(state).find((name) => !isValue(state[name]));
  if (bad !== undefined)
    return {
      problem: `state.${bad.slice(0, 40)} is ${quote(state[bad])}; use a finite number, true, false or a text of at most ${LONGEST_VALUE} characters`,
    };
  return { format: FORMAT, type, state: state as FrameState };
}

const quote = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};
