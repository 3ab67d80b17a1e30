import { readFile } from "node:fs/promises";
import { SweepfieldError } from "../../error.js";
import type { Command } from "../command.js";
import { surveyMachine, type AdapterSurvey, type Finding, type MachineSurvey } from "../machine/survey.js";
import { print, printJson } from "../output.js";

export const doctor: Command = {
  name: "doctor",
  summary: "tells which browser, driver and adapter are found here, and why others are not",
  usage: `
usage: sweepfield doctor [--json]

Opens a GPU device in this process (Dawn) and on a page of the browser that is found, without a window.
Exit code 3 when neither gives one.
`.trim(),
  options: { json: { type: "boolean" } },
  async run(input) {
    if (input.positionals.length > 0)
      throw new SweepfieldError("usage", `doctor takes no ${input.positionals[0]}; see sweepfield doctor --help`);
    const manifest = await readFile(new URL("../../../package.json", import.meta.url), "utf8");
    const survey = await surveyMachine((JSON.parse(manifest) as { version: string }).version);
    if (input.values["json"] === true) printJson(survey);
    else print(reportLines(survey).join("\n"));
    return hasDevice(survey) ? 0 : 3;
  },
};

/** Whether the models can run on a GPU, real or software, anywhere here. */
export const hasDevice = ({ dawn, browser }: MachineSurvey): boolean =>
  dawn.found || (browser.found && Object.values(browser.adapters).some(({ found }) => found));

/** The report for people: what was found, then what was rejected and why. */
export function reportLines({ versions, dawn, browser }: MachineSurvey): readonly string[] {
  return [
    `Sweepfield ${versions.sweepfield}, Node ${versions.node}, ${versions.platform}`,
    "",
    "In Node (race, verify, bench):",
    ...found(dawn, ({ driver, adapter, rejected }) => [
      `  driver   ${driver}`,
      ...adapterLines(adapter),
      ...rejected.map(({ what, why }) => `  not      ${what}: ${why}`),
    ]),
    "",
    "In the browser (tests, bench --runtime chrome):",
    ...found(browser, ({ path, kind, version, rejected, adapters }) => [
      `  browser  ${path} (${kind}, ${version})`,
      ...rejected.map((other) => `  not      ${other.path}: ${other.why}`),
      ...Object.entries(adapters).flatMap(([name, adapter]) => [
        `  ${name}:`,
        ...found(adapter, (there) => adapterLines(there.adapter)),
      ]),
    ]),
    "",
    hasDevice({ versions, dawn, browser })
      ? "Models can run on a GPU here."
      : "No GPU device here: install a Vulkan driver or Chrome, or use --device cpu.",
  ];
}

const found = <Found>(finding: Finding<Found>, lines: (found: Found) => readonly string[]): readonly string[] =>
  finding.found ? lines(finding) : [`  none     ${finding.why}`];

const adapterLines = ({ name, software, features, limits }: AdapterSurvey): readonly string[] => [
  `  adapter  ${name}${software ? " (software)" : ""}`,
  `  features ${features.join(", ") || "none of note"}`,
  `  limits   ${Object.entries(limits)
    .map(([limit, value]) => `${limit} ${value.toLocaleString("en-US")}`)
    .join(", ")}`,
];
