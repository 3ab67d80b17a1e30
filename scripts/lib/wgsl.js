/**
 * Strips comments (block comments nest in WGSL) and needless blank space. `=`, `<`, `>` and the operators keep their
 * spaces: closing them up can join two tokens into another one (`array<f32, 4> = x` must not become `>=`).
 * @param {string} code
 */
export function minifyWgsl(code) {
  return stripComments(code)
    .split("\n")
    .map((line) =>
      line
        .replace(/\s+/g, " ")
        .replace(/ ?([{}();,]) ?/g, "$1")
        .trim(),
    )
    .filter((line) => line !== "")
    .join("\n");
}

/** @param {string} code */
function stripComments(code) {
  let kept = "";
  let depth = 0;
  for (let i = 0; i < code.length; i++) {
    const two = code.slice(i, i + 2);
    if (two === "/*") {
      depth++;
      i++;
    } else if (depth > 0 && two === "*/") {
      depth--;
      i++;
      kept += " ";
    } else if (depth === 0 && two === "//") {
      const end = code.indexOf("\n", i);
      i = end === -1 ? code.length : end - 1;
    } else if (depth === 0) {
      kept += code[i];
    }
  }
  return kept;
}
