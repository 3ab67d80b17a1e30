import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ts from "typescript";
import { EMBED_CODES } from "../../src/elements/tools/embed-code.js";
import type { Embedded } from "../../src/elements/tools/embed-code.js";

const race: Embedded = {
  tag: "sf-race",
  settings: [
    { attribute: "depth", property: "depth", value: 3 },
    { attribute: "lane-unit", property: "laneUnit", value: "cells" },
    { attribute: "colour", property: "colour", value: true },
    { attribute: "links", property: "links", value: false },
    { attribute: "x", property: "x", value: '1 "2" <3>' },
    { attribute: "lanes", property: "lanes", value: Infinity },
  ],
  base: "https://example.edu/sf/browser/",
  href: "https://example.edu/page.html?depth=3&note=(a)",
  height: 640,
  fallback: "A [race].",
};

test("each kind of page gets the state in its own notation", () => {
  assert.equal(
    EMBED_CODES.html(race),
    '<script type="module" src="https://example.edu/sf/browser/race.js"></script>\n' +
      '<sf-race depth="3" lane-unit="cells" colour links="false" x="1 &quot;2&quot; &lt;3&gt;" lanes="Infinity">A [race].</sf-race>',
  );
  assert.equal(
    EMBED_CODES.iframe(race),
    '<iframe src="https://example.edu/sf/embed.html?element=sf-race&amp;depth=3&amp;lane-unit=cells&amp;colour=1&amp;links=0&amp;x=1+%222%22+%3C3%3E&amp;lanes=Infinity"' +
      ' title="A [race]." width="100%" height="640" loading="lazy" allow="clipboard-write; fullscreen"></iframe>',
  );
  assert.equal(
    EMBED_CODES.quarto(race),
    '{{< sweepfield race depth=3 lane-unit=cells colour=true links=false x="1 \\"2\\" <3>" lanes=Infinity fallback="A [race]." >}}',
  );
  assert.equal(
    EMBED_CODES.react(race),
    'import "sweepfield/elements/race";\nimport "sweepfield/react/jsx";\n\n' +
      'export const Figure = () => <sf-race depth={3} laneUnit="cells" colour={true} links={false} x={"1 \\"2\\" <3>"} lanes={Infinity} />;',
  );
  assert.equal(EMBED_CODES.markdown(race), "[A \\[race\\].](https://example.edu/page.html?depth=3&note=%28a%29)");
});

test("no value breaks out of its place", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const what = { ...race, settings: [{ attribute: "x", property: "x", value }], fallback: value };
      assert.doesNotMatch(EMBED_CODES.html(what).replace(/^.*\n<sf-race x="[^"<>]*">[^<>]*<\/sf-race>$/s, ""), /./s);
      assert.match(EMBED_CODES.iframe(what), /^<iframe src="[^"<>]*" title="[^"<>]*" width/);
      const { diagnostics } = ts.transpileModule(EMBED_CODES.react(what), {
        reportDiagnostics: true,
        compilerOptions: { jsx: ts.JsxEmit.Preserve },
        fileName: "figure.tsx",
      });
      assert.deepEqual(diagnostics, []);
    }),
  );
});
