import { builtPaths, loadStateTables, publicParts, stateTables } from "./scripts/manifest-plugin.js";

export default {
  globs: ["src/elements/**/*.ts"],
  exclude: ["src/elements/**/*.{state,styles}.ts", "src/elements/{controllers,styles}/**", "src/elements/state.ts"],
  outdir: "dist",
  // The analyzer would write the folder of a build that is under way into package.json.
  packagejson: false,
  litelement: true,
  plugins: [stateTables(await loadStateTables()), publicParts(), builtPaths()],
};
