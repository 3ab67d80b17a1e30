import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { svgOf } from "../../elements/figure/svg.js";
import { SweepfieldError } from "../../error.js";
import { deviceFlag, didYouMean, shown } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import type { DeviceKind } from "../../trace/trace.js";
import { openDevice, type Device } from "../device.js";
import type { DrawableState } from "../figures.js";
import { FIGURES } from "../figures.js";
import { loadOptional } from "../machine/optional.js";
import { note } from "../output.js";
import { selfContainedPage } from "../page-file.js";

type Format = "svg" | "png" | "html";
const FORMATS: readonly Format[] = ["svg", "png", "html"];

/** Pixels of a PNG per CSS pixel. */
const SCALE = 2;

export const figure: Command = {
  name: "figure",
  summary: "an element's state as a labelled picture or as a page of its own",
  usage: `
usage: sweepfield figure ELEMENT [--state QUERY] --out FILE.svg|.png|.html

  --state QUERY     the settings as in the element's link, such as "depth=3&size=12"
  --out FILE        .svg and .png: the picture with title, legend and caption. .html: one file with the element itself
  --device gpu|cpu  what the numbers are run on (gpu)

ELEMENT is one of ${Object.keys(FIGURES).join(", ")}.
`.trim(),
  options: { state: { type: "string" }, out: { type: "string" }, device: { type: "string" } },
  async run(input) {
    const [name, ...more] = input.positionals;
    if (more.length > 0) throw usage(`figure takes one element, not ${shown(more[0] ?? "")} too`);
    const element = await elementNamed(name);
    const { path, format } = outFlag(input);
    const query = input.values["state"];
    const state = element.read(typeof query === "string" ? query.replace(/^\?/, "") : "");
    const { svg, title } = await drawOn(state, input);
    await write(path, await encoded(format, { svg, title, tag: element.tag, attributes: state.attributes }));
    note(`${element.tag} is in ${path}`);
    return 0;
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

async function elementNamed(name: string | undefined) {
  const names = Object.keys(FIGURES);
  if (name === undefined) throw usage(`figure needs an element; use one of ${names.join(", ")}`);
  const tag = name.startsWith("sf-") ? name : `sf-${name}`;
  const load = Object.hasOwn(FIGURES, tag) ? FIGURES[tag] : undefined;
  if (!load)
    throw usage(`there is no figure of ${shown(name)}${didYouMean(tag, names) || `; use one of ${names.join(", ")}`}`);
  return load();
}

function outFlag({ values }: CommandInput): { readonly path: string; readonly format: Format } {
  const path = values["out"];
  if (typeof path !== "string" || path === "") throw usage("figure needs a file; write --out FILE.svg");
  const format = FORMATS.find((candidate) => extname(path).toLowerCase() === `.${candidate}`);
  if (!format) throw usage(`--out ${shown(path)}: use a name that ends in .svg, .png or .html`);
  return { path, format };
}

async function drawOn(state: DrawableState, input: CommandInput): Promise<{ svg: string; title: string }> {
  const device = openedWhenRun(deviceFlag(input));
  try {
    const drawn = await state.draw(device);
    return { svg: svgOf(drawn), title: drawn.title };
  } finally {
    await device.close();
  }
}

/** A device that is opened when something is first run on it: counts need none, nor a driver. */
function openedWhenRun(kind: DeviceKind): Device {
  let opened: Promise<Device> | undefined;
  return {
    kind,
    runner: async (what) => (await (opened ??= openDevice(kind))).runner(what),
    close: async () => (await opened)?.close(),
  };
}

interface Drawn {
  readonly svg: string;
  readonly title: string;
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

async function encoded(format: Format, drawn: Drawn): Promise<string | Uint8Array> {
  if (format === "svg") return drawn.svg;
  if (format === "html") return selfContainedPage(drawn);
  const { default: sharp } = await loadOptional("sharp", "writing a PNG", () => import("sharp"));
  return sharp(Buffer.from(drawn.svg), { density: 72 * SCALE })
    .png()
    .toBuffer();
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new SweepfieldError("file-unwritable", `${shown(path)} cannot be written (${code}); choose another file`, {
      cause,
    });
  }
}
