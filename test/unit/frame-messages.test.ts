import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import { elementNamed } from "../../src/elements/hosts/element-named.js";
import { isOurs, readHostMessage } from "../../src/elements/hosts/frame-messages.js";
import { fixedAttributes, stateIn, trustedOrigin } from "../../src/elements/hosts/frame.js";

const schema = JSON.parse(readFileSync("www/embed/iframe/messages.schema.json", "utf8"));
const holds = new Ajv().compile({ ...schema, oneOf: undefined, $ref: "#/definitions/fromPage" });

const anything = fc.anything({ maxDepth: 2 });
const nearlyMessage = fc.record(
  {
    format: fc.oneof(fc.constant("sweepfield/1"), anything),
    type: fc.oneof(fc.constantFrom("set", "get-state"), anything),
    state: fc.oneof(
      fc.dictionary(fc.string(), fc.oneof(fc.double({ noNaN: true }), fc.boolean(), fc.string(), anything)),
      anything,
    ),
    other: anything,
  },
  { requiredKeys: [] },
);
/** What a JSON schema speaks of: no NaN, no undefined, no exotic objects. */
const asJson = (value: unknown): unknown => {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? "big" : part));
  return text === undefined ? null : JSON.parse(text);
};

test("a message of a page is taken exactly where the published schema takes it", () => {
  const message = fc.oneof(
    nearlyMessage.map(asJson),
    fc.record({
      format: fc.constant("sweepfield/1"),
      type: fc.constant("set"),
      state: fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 1100 }))),
    }),
    anything.map(asJson),
  );
  fc.assert(
    fc.property(message, (data) => {
      const read = readHostMessage(data);
      assert.equal(!("problem" in read), holds(data), JSON.stringify(read));
      if (!("problem" in read)) assert.equal(read.type === "set" ? read.state : undefined, Object(data).state);
    }),
    { numRuns: 1000 },
  );
});

test("what is wrong with a message is one line that names the field and the fix", () => {
  const problem = (data: unknown): string => {
    const read = readHostMessage(data);
    return "problem" in read ? read.problem : assert.fail(`${JSON.stringify(data)} was taken`);
  };
  const format = "sweepfield/1";
  assert.match(problem({ type: "set" }), /no format; use \{ format: "sweepfield\/1"/);
  assert.match(problem({ format, type: "sett", state: {} }), /type is "sett"; use "set"/);
  assert.match(problem({ format, type: "set" }), /needs state/);
  assert.match(problem({ format, type: "set", state: { depth: null } }), /state\.depth is null; use a finite number/);
  assert.match(problem({ format, type: "set", state: { depth: NaN } }), /state\.depth is null; use/);
  assert.match(problem({ format, type: "set", state: {}, depth: 3 }), /"depth" too many/);
  assert.match(problem({ format, type: "x".repeat(99) }), /^.{1,120}$/);
  assert.deepEqual(
    [isOurs({ format }), isOurs({ subject: "lti.frameResize" }), isOurs(null), isOurs("x")],
    [true, false, false, false],
  );
});

test("answers go to the origin that the address names, else to the frame's own; a name that is none is said", () => {
  const own = "https://sweepfield.example";
  assert.deepEqual(trustedOrigin("?element=sf-race", own), { origin: own });
  assert.deepEqual(trustedOrigin("?element=sf-race", null), { origin: null });
  assert.deepEqual(trustedOrigin("?parent=https://canvas.example.edu/courses/1", own), {
    origin: "https://canvas.example.edu",
  });
  for (const parent of ["*", "canvas.example.edu", "javascript:alert(1)", "file:///x", "null", ""]) {
    const { origin, problem } = trustedOrigin(`?parent=${encodeURIComponent(parent)}`, own);
    assert.equal(origin, null);
    assert.match(problem ?? "", /^parent is ".*" in this frame's address; use the origin/);
  }
  assert.deepEqual(stateIn("?element=sf-race&parent=https://a.example&depth=3&seed=4"), { depth: "3", seed: "4" });
});

test("an element is named with or without its prefix, and never anything else", () => {
  const names = ["race", "layer-stack"];
  assert.deepEqual(elementNamed("race", names), { tag: "sf-race" });
  assert.deepEqual(elementNamed("sf-layer-stack", names), { tag: "sf-layer-stack" });
  for (const given of ["script", "sf-script", "sf-sf-race", "__proto__", "", null, undefined, 7, "sf-rase"]) {
    const found = elementNamed(given, names);
    assert.match("problem" in found ? found.problem : "", /use one of sf-race, sf-layer-stack$/, String(given));
  }
});

test("the frame's address fixes hide, lock and what is locked, and nothing of the frame's own", () => {
  assert.deepEqual(fixedAttributes("?element=sf-race&depth=3&size=9&lock=depth+seed&hide=settings"), {
    hide: "settings",
    lock: "depth seed",
    depth: "3",
  });
  assert.deepEqual(fixedAttributes("?element=sf-race&depth=3"), {});
  assert.deepEqual(fixedAttributes("?element=sf-race&parent=https://a.example&lock=element+parent+onclick"), {
    lock: "element parent onclick",
  });
  assert.deepEqual(stateIn("?element=sf-race&depth=3&lock=depth&hide=settings"), { depth: "3" });
});
