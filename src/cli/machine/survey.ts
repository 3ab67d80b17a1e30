import { SweepfieldError } from "../../error.js";
import type { AdapterKind, FoundBrowser } from "./browser.js";
import type { Dawn } from "./dawn.js";

/** What a GPUAdapter says of itself; plain data, since it also comes out of a page. */
export interface AdapterSurvey {
  readonly name: string;
  readonly software: boolean;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** What was found, or why nothing was. */
export type Finding<Found> = ({ readonly found: true } & Found) | { readonly found: false; readonly why: string };

export interface MachineSurvey {
  readonly versions: { readonly sweepfield: string; readonly node: string; readonly platform: string };
  readonly dawn: Finding<{ driver: string; adapter: AdapterSurvey; rejected: Dawn["rejected"] }>;
  readonly browser: Finding<{
    path: string;
    kind: FoundBrowser["kind"];
    version: string;
    rejected: FoundBrowser["rejected"];
    adapters: Readonly<Record<AdapterKind, Finding<{ adapter: AdapterSurvey }>>>;
  }>;
}

/** The features that change what Sweepfield does or measures, and the limits that bound its images. */
const FEATURES = ["timestamp-query", "shader-f16", "subgroups"];
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
];

/** Looks at everything that could run the models here. Opens Dawn and lets it go, starts a browser and ends it. */
export async function surveyMachine(sweepfield: string): Promise<MachineSurvey> {
  return {
    versions: { sweepfield, node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    dawn: await orWhy(surveyDawn),
    browser: await orWhy(surveyBrowser),
  };
}

async function orWhy<Found extends object>(survey: () => Promise<Found>): Promise<Finding<Found>> {
  try {
    return { found: true, ...(await survey()) };
  } catch (error) {
    return { found: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function surveyDawn() {
  const { findDawn, closeDawn } = await import("./dawn.js");
  try {
    const { gpu, driver, rejected } = await findDawn();
    return { driver, adapter: await surveyAdapter(gpu, FEATURES, LIMITS), rejected };
  } finally {
    closeDawn();
  }
}

async function surveyBrowser() {
  const { findBrowser } = await import("./browser.js");
  const { path, kind, version, rejected } = await findBrowser();
  const adapters = {
    hardware: await orWhy(() => surveyPage("hardware")),
    software: await orWhy(() => surveyPage("software")),
  };
  return { path, kind, version, rejected, adapters };
}

async function surveyPage(kind: AdapterKind) {
  const [{ findBrowser, launchBrowser }, { startServer }] = await Promise.all([
    import("./browser.js"),
    import("./server.js"),
  ]);
  // navigator.gpu is only there on a page of a secure origin, and any file will do for one.
  const server = await startServer({ root: import.meta.dirname });
  try {
    const browser = await launchBrowser(await findBrowser(kind));
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      return { adapter: await inPage(page) };
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

const inPage = async (page: { evaluate(code: string): Promise<unknown> }): Promise<AdapterSurvey> => {
  const answer = await page.evaluate(
    `navigator.gpu ? (${surveyAdapter})(navigator.gpu, ${JSON.stringify(FEATURES)}, ${JSON.stringify(LIMITS)}).catch((error) => error.message) : "the page has no navigator.gpu"`,
  );
  if (typeof answer === "string") throw new SweepfieldError("no-adapter", answer);
  return answer as AdapterSurvey;
};

/** Runs here and, as text, in a page, so it uses nothing from around it. */
async function surveyAdapter(gpu: GPU, features: readonly string[], limits: readonly string[]): Promise<AdapterSurvey> {
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new Error("navigator.gpu is there and gives no adapter");
  const device = await adapter.requestDevice();
  device.destroy();
  const { description, vendor, architecture, isFallbackAdapter } = adapter.info;
  const limitOf = adapter.limits as unknown as Record<string, number>;
  return {
    name: description || `${vendor} ${architecture}`.trim() || "unnamed adapter",
    software: isFallbackAdapter,
    features: features.filter((name) => adapter.features.has(name)),
    limits: Object.fromEntries(limits.map((name) => [name, limitOf[name] ?? 0])),
  };
}
