import type { SfAnswerEvent } from "../controls/answer.event.js";
import { FORMAT, isOurs, readHostMessage } from "./frame-messages.js";
import type { FrameMessage, FrameState, HostMessage } from "./frame-messages.js";
import { propertiesOf } from "./properties.js";
import type { AnyElement } from "./properties.js";

/** Distributes over the kinds of messages, as Omit does not. */
type Sent = FrameMessage extends infer M ? (M extends FrameMessage ? Omit<M, "format" | "element"> : never) : never;

/** What a page around the frame fixes in the frame's address; a link within the frame does not change it. */
export const RESTRAINTS = ["hide", "lock"] as const;

/** The settings of the frame itself in its address; every other key is the element's. */
export const OWN_KEYS: ReadonlySet<string> = new Set(["element", "parent", ...RESTRAINTS]);

/** What the frame's address makes attributes of: `hide` and `lock`, and with them the settings that are locked. */
export function fixedAttributes(search: string): Readonly<Record<string, string>> {
  const given = new URLSearchParams(search);
  const names = [...RESTRAINTS, ...(given.get("lock") ?? "").split(" ")];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = OWN_KEYS.has(name) && !RESTRAINTS.some((own) => own === name) ? null : given.get(name);
      return text === null || name === "" ? [] : [[name, text]];
    }),
  );
}

/** What the element's part of the frame's address says. */
export const stateIn = (search: string): FrameState =>
  Object.fromEntries([...new URLSearchParams(search)].filter(([key]) => !OWN_KEYS.has(key)));

/**
 * The one origin that is told answers and may set the state: the one that the frame's address names, else that of a page around it
 * of the frame's own origin (null where it is another's); with one line on a name that is no origin.
 */
export function trustedOrigin(
  search: string,
  sameOrigin: string | null,
): { readonly origin: string | null; readonly problem?: string } {
  const given = new URLSearchParams(search).get("parent");
  if (given === null) return { origin: sameOrigin };
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return { origin: new URL(given).origin };
  return {
    origin: null,
    problem: `parent is ${JSON.stringify(given.slice(0, 60))} in this frame's address; use the origin of the page around it, such as https://canvas.example.edu`,
  };
}

/** The origin of the page around, if it is the frame's own: a browser tells that of no other. */
export function originAround(around: Window): string | null {
  try {
    return around.location.origin;
  } catch {
    return null;
  }
}

/** Tells the page around how high the frame wants to be: ours, and the message that Canvas and other LTI platforms know. */
export function postHeight(tag: string, content: Element, host: Pick<Window, "postMessage">): ResizeObserver {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    const message: FrameMessage = { format: FORMAT, element: tag, type: "height", height };
    host.postMessage(message, "*");
    host.postMessage({ subject: "lti.frameResize", height }, "*");
  });
  observer.observe(content);
  return observer;
}

/** Couples an element with the page around its frame. */
export function connectFrame(element: AnyElement, host: Pick<Window, "postMessage">, origin: string): void {
  const tag = element.localName;
  const post = (message: Sent): void =>
    host.postMessage({ format: FORMAT, element: tag, ...message } satisfies FrameMessage, origin);

  let told = location.search;
  const tellState = (): void => {
    told = location.search;
    post({ type: "state", state: stateIn(told) });
  };
  element.addController({
    hostUpdated() {
      if (location.search !== told) tellState();
    },
  });
  element.addEventListener("answer", (event) => {
    const { element: _, ...answer } = (event as SfAnswerEvent).detail;
    post({ type: "answer", ...answer });
  });

  const obey = (message: HostMessage): void => {
    if (message.type === "get-state") return tellState();
    const properties = propertiesOf(element);
    const stranger = Object.keys(message.state).find((name) => !properties.has(name));
    if (stranger !== undefined)
      return post({
        type: "problem",
        message: `${tag} has no attribute ${JSON.stringify(stranger.slice(0, 40))}; use ${[...properties.keys()].join(", ")}`,
      });
    for (const [name, value] of Object.entries(message.state)) element[properties.get(name) ?? name] = value;
  };
  addEventListener("message", ({ data, origin: sender, source }) => {
    if (sender !== origin || source !== host || !isOurs(data)) return;
    const message = readHostMessage(data);
    if ("problem" in message) post({ type: "problem", message: message.problem });
    else obey(message);
  });
  post({ type: "ready" });
}
