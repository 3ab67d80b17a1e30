import { encodeResult } from "../../io/result-code.js";
import type { ToolsHost } from "./host.js";

/** What was answered in this round of questions as one line; the settings are those under which it was answered. */
export function resultCodeOf({ localName, answered, answeredWith, link }: ToolsHost): string {
  const given = new URLSearchParams(answeredWith).get("seed");
  const seed: unknown = given === null ? Reflect.get(link.state, "seed") : Number(given);
  return encodeResult({
    element: localName,
    state: answeredWith,
    seed: typeof seed === "number" ? seed : null,
    answers: [...answered.values()].map(({ question, given: answer, right }) => ({ question, given: answer, right })),
  });
}
