/** Runs the Quarto extension's shortcode in fengari, a Lua in JavaScript, on the call that lesson.qmd makes. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Splits `{{< name word key=value key="a value" >}}`. @param {string} text */
function shortcodeIn(text) {
  const [, call = ""] = /\{\{< sweepfield (.*?) >\}\}/.exec(text) ?? [];
  const parts = [...call.matchAll(/(?:([\w-]+)=)?(?:"([^"]*)"|(\S+))/g)];
  return {
    words: parts.filter(([, key]) => key === undefined).map(([, , quoted, bare]) => quoted ?? bare ?? ""),
    pairs: parts.flatMap(([, key, quoted, bare]) =>
      key === undefined ? [] : [/** @type {const} */ ([key, quoted ?? bare ?? ""])],
    ),
  };
}

/**
 * @param {string} folder of the project, with fengari installed
 * @returns the page that lesson.qmd becomes, and what stands there in a format without scripts
 */
export async function shortcodePage(folder) {
  const { lua, lauxlib, lualib, to_luastring, to_jsstring } = createRequire(join(folder, "package.json"))("fengari");
  const here = new URL(".", import.meta.url);
  const stub = readFileSync(new URL("stub.lua", here), "utf8");
  const extension = readFileSync(join(folder, "_extensions/sweepfield/sweepfield.lua"), "utf8");
  const { words, pairs } = shortcodeIn(readFileSync(join(folder, "lesson.qmd"), "utf8"));
  const text = (/** @type {string} */ value) => JSON.stringify(value);
  const call = `({ ${words.map(text).join(", ")} }, { ${pairs.map(([key, value]) => `[${text(key)}] = ${text(value)}`).join(", ")} })`;

  const evaluate = (/** @type {string} */ format) => {
    const state = lauxlib.luaL_newstate();
    lualib.luaL_openlibs(state);
    const code = `FORMAT = ${text(format)}
${stub}
local shortcodes = (function() ${extension} end)()
local block = shortcodes["sweepfield"]${call}
return table.concat(head) .. "\\n" .. block`;
    if (lauxlib.luaL_dostring(state, to_luastring(code)) !== lua.LUA_OK)
      throw new Error(to_jsstring(lua.lua_tostring(state, -1)));
    return to_jsstring(lua.lua_tostring(state, -1));
  };

  const [head, ...block] = evaluate("html").split("\n");
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lecture 7</title><link rel="icon" href="data:,">${head}</head><body>${block.join("\n")}</body></html>`,
    elsewhere: evaluate("latex"),
  };
}
