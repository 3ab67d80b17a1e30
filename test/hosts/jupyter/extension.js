/**
 * What anywidget's Python package brings for JupyterLab: a prebuilt extension that registers its front end, here made from the package
 * of npm. JupyterLab takes it as a container of webpack's module federation: init() is given the modules that are shared.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const container = `
  let shared;
  const plugin = async () => {
    const [{ get }] = Object.values(shared["@jupyter-widgets/base"]);
    const base = (await get())();
    return {
      id: "anywidget:plugin",
      autoStart: true,
      requires: [base.IJupyterWidgetRegistry],
      activate: (_, registry) => registry.registerWidget({ name: "anywidget", version, exports: frontEnd(base) }),
    };
  };
  (window._JUPYTERLAB ??= {}).anywidget = {
    init: (scope) => void (shared = scope),
    get: async () => {
      const module = { __esModule: true, default: await plugin() };
      return () => module;
    },
  };`;

/** @param {string} npmPackage anywidget's folder @param {string} extensions share/jupyter/labextensions of the environment */
export function installExtension(npmPackage, extensions) {
  const { version } = JSON.parse(readFileSync(join(npmPackage, "package.json"), "utf8"));
  // a script of AMD: define(["@jupyter-widgets/base"], base => ({ AnyModel, AnyView }))
  const code = readFileSync(join(npmPackage, "dist/index.js"), "utf8");
  const folder = join(extensions, "anywidget");
  mkdirSync(join(folder, "static"), { recursive: true });
  writeFileSync(
    join(folder, "static/remoteEntry.js"),
    `(() => { let frontEnd; { const define = (_, factory) => (frontEnd = factory); ${code} } ${container.replace("version,", `version: "${version}",`)} })();`,
  );
  const jupyterlab = { _build: { load: "static/remoteEntry.js", extension: "./extension" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "anywidget", version, jupyterlab }));
  return version;
}
