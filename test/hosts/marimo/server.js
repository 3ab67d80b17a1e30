/**
 * `marimo run lesson.py` without Python: serves marimo's own front end, and says over its WebSocket what the notebook's kernel would say
 * of the two cells. What the front end tells the widget's model is kept, and re-runs the cell that reads it. /export is the page of
 * `marimo export html`, which has no kernel.
 *
 * For the check there is /python: GET gives the widget's traits, POST sets some, as Python would.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { WebSocketServer } from "ws";

const FRONT_END = join(import.meta.dirname, "package/dist");
const WIDGET = "node_modules/sweepfield/dist/browser/anywidget.js";
const TYPES = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/json",
};

const lesson = readFileSync("lesson.py", "utf8");
const codes = [...lesson.matchAll(/@app\.cell\ndef _\(\w*\):\n(.*?)\n {4}return/gs)].map(([, body]) =>
  body.replaceAll(/^ {4}/gm, ""),
);
const settings = Object.fromEntries(
  [.../Sweepfield\("race", (.*?)\)/.exec(lesson)[1].matchAll(/(\w+)=(\d+)/g)].map(([, name, value]) => [
    name,
    Number(value),
  ]),
);
const traits = { element: "sf-race", responses: [], ...settings };

const hashOf = (text) => createHash("md5").update(text).digest("hex");

const CELLS = ["Hbol", "MJUe"];
const MODEL = "b6d3f0a1c2e44f5d9a7b8c6d5e4f3a2b";
const module = readFileSync(WIDGET);
const esm_spec = {
  url: `./@file/${module.length}-anywidget.js`,
  hash: hashOf(module),
};

const kernelReady = {
  op: "kernel-ready",
  cell_ids: CELLS,
  codes,
  names: ["_", "_"],
  configs: CELLS.map(() => ({ disabled: false, hide_code: false, column: null })),
  layout: null,
  resumed: false,
  ui_values: {},
  last_executed_code: {},
  last_execution_time: {},
  app_config: { width: "compact" },
  kiosk: false,
  capabilities: { terminal: false },
  auto_instantiated: true,
  consumer_capabilities: { edit: false, interact: true },
};

/** What ipywidgets and anywidget put into a widget's state beside its own traits; marimo leaves `_esm` out. */
const system = {
  _anywidget_id: "sweepfield.Sweepfield",
  _css: "",
  _dom_classes: [],
  _model_module: "anywidget",
  _model_module_version: "~0.11.0",
  _model_name: "AnyModel",
  _view_count: null,
  _view_module: "anywidget",
  _view_module_version: "~0.11.0",
  _view_name: "AnyView",
  layout: "IPY_MODEL_0f1e2d3c4b5a69788796a5b4c3d2e1f0",
  tabbable: null,
  tooltip: null,
};

/** Something of the widget's model. @param {object} message */
const model = (message) => ({
  op: "model-lifecycle",
  model_id: MODEL,
  message: { ...message, buffer_paths: [], buffers: [] },
});

const opened = () => model({ method: "open", state: { ...system, ...traits }, esm_spec });

/** A cell has run. @param {string} cell_id @param {string} data */
const cell = (cell_id, data) => ({
  op: "cell-op",
  cell_id,
  output: { channel: "output", mimetype: "text/html", data, timestamp: Date.now() / 1000 },
  console: [],
  status: "idle",
  stale_inputs: false,
  run_id: null,
  serialization: null,
  timestamp: Date.now() / 1000,
});

const widget = `<marimo-ui-element object-id="Hbol-0" random-id="7c1c2c4e-3a55-4b0f-9d0e-5f6a7b8c9d0e"><marimo-anywidget data-initial-value="{&quot;model_id&quot;:&quot;${MODEL}&quot;}" data-label="null" data-model-id="&quot;${MODEL}&quot;"></marimo-anywidget></marimo-ui-element>`;
const depth = () => `<pre class="text-xs">${traits.depth}</pre>`;

const send = (socket, data) => socket.send(JSON.stringify({ op: data.op, data }));
const tell = (data) => sockets.clients.forEach((socket) => send(socket, data));

const MOUNT = {
  filename: "lesson.py",
  mode: "read",
  version: JSON.parse(readFileSync(join(FRONT_END, "../package.json"), "utf8")).version,
  serverToken: "trial",
  config: {},
  configOverrides: {},
  appConfig: {},
  view: { showAppCode: true },
  notebook: null,
  session: null,
  runtimeConfig: null,
};

/** JSON in a script. @param {unknown} data */
const json = (data) => JSON.stringify(data).replaceAll("<", "\\u003c");

const page = (mount, head = "") =>
  readFileSync(join(FRONT_END, "index.html"), "utf8")
    .replace("'{{ mount_config }}'", () => json(mount))
    .replace("</head>", () => `${head}</head>`)
    .replace("{{ title }}", "lesson")
    .replace("{{ filename }}", "lesson.py")
    .replace("{{ version }}", mount.version)
    .replace("{{ user_config }}", "{}")
    .replace("{{ server_token }}", mount.serverToken);

/** The outputs, the model and the module are in the page. */
function exported() {
  const outputs = [widget, depth()];
  const session = {
    version: "1",
    metadata: { marimo_version: MOUNT.version },
    cells: CELLS.map((id, i) => ({
      id,
      code_hash: hashOf(codes[i]),
      outputs: [{ type: "data", data: { "text/html": outputs[i] } }],
      console: [],
    })),
  };
  const notebook = {
    version: "1",
    metadata: { marimo_version: MOUNT.version },
    cells: CELLS.map((id, i) => ({
      id,
      name: "_",
      code: codes[i],
      code_hash: hashOf(codes[i]),
      config: kernelReady.configs[i],
    })),
  };
  const files = { [esm_spec.url.slice(1)]: `data:text/javascript;base64,${module.toString("base64")}` };
  const state = { files, modelNotifications: [opened()] };
  return page({ ...MOUNT, session, notebook }, `<script>window.__MARIMO_STATIC__ = ${json(state)};</script>`);
}

async function bodyOf(request) {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}

/** By method and path; each gives [content type, body]. */
const ROUTES = {
  "GET /": () => ["text/html; charset=utf-8", page(MOUNT)],
  "GET /export": () => ["text/html; charset=utf-8", exported()],
  "GET /health": () => ["application/json", '{"status":"healthy"}'],
  [`GET /${esm_spec.url.slice(2)}`]: () => ["text/javascript", module],
  "POST /api/kernel/set_model_value": async (request) => {
    const { modelId, message } = await bodyOf(request);
    if (modelId === MODEL && message.method === "update") {
      Object.assign(traits, message.state);
      tell(cell(CELLS[1], depth()));
    }
    return ["application/json", '{"success":true}'];
  },
  "GET /python": () => ["application/json", JSON.stringify(traits)],
  "POST /python": async (request) => {
    const state = await bodyOf(request);
    Object.assign(traits, state);
    tell(model({ method: "update", state }));
    return ["application/json", "{}"];
  },
};

function file(path) {
  const found = join(FRONT_END, path);
  if (!found.startsWith(FRONT_END + sep) || !statSync(found, { throwIfNoEntry: false })?.isFile()) return null;
  return [TYPES[extname(found)] ?? "application/octet-stream", readFileSync(found)];
}

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const answer = (await ROUTES[`${request.method} ${path}`]?.(request)) ?? file(path);
  if (answer === null) {
    console.error(`nothing at ${request.method} ${path}`);
    response.writeHead(404).end();
  } else response.writeHead(200, { "content-type": answer[0] }).end(answer[1]);
});

const sockets = new WebSocketServer({ server, path: "/ws" });
sockets.on("connection", (socket) => {
  send(socket, kernelReady);
  send(socket, opened());
  send(socket, cell(CELLS[0], widget));
  send(socket, cell(CELLS[1], depth()));
  send(socket, { op: "completed-run" });
});

server.listen(Number(process.env.PORT), "127.0.0.1");
