/** The measured studies on the benchmark's page: the ladder as bars, the growth as plots, and the numbers of both as tables. */
import type { StudyPoint, StudyReport, StudySeries } from "./study.js";

export const milliseconds = (ms: number): string =>
  ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0);

/** A line of a table whose first cell names it. */
export function row(cells: readonly (string | Element)[]): HTMLTableRowElement {
  const line = document.createElement("tr");
  cells.forEach((content, i) => {
    const cell = document.createElement(i === 0 ? "th" : "td");
    if (i === 0) cell.setAttribute("scope", "row");
    cell.append(content);
    line.append(cell);
  });
  return line;
}

function table(caption: string, titles: readonly string[], lines: readonly HTMLTableRowElement[]): HTMLTableElement {
  const made = document.createElement("table");
  made.createCaption().textContent = caption;
  const head = made.createTHead().insertRow();
  for (const title of titles) {
    const cell = document.createElement("th");
    cell.setAttribute("scope", "col");
    cell.textContent = title;
    head.append(cell);
  }
  made.createTBody().append(...lines);
  return made;
}

/** A bar per rung, and the numbers beside it. */
export function ladderTable({ adapter, series }: StudyReport): HTMLTableElement {
  const { title, points } = series[0]!;
  const longest = Math.max(...points.map(({ medianMs }) => medianMs));
  const lines = points.map(({ label, steps, dispatches, medianMs }) => {
    const bar = document.createElement("meter");
    bar.max = longest;
    bar.value = medianMs;
    bar.setAttribute("aria-label", `${label}: ${milliseconds(medianMs)} ms`);
    return row([label, String(steps), String(dispatches), milliseconds(medianMs), bar]);
  });
  return table(`${title}, on ${adapter}`, ["rung", "steps", "dispatches", "median, ms", "as a bar"], lines);
}

const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 320, height: 200, left: 46, right: 12, top: 10, bottom: 36 };

function mark(name: string, attributes: Readonly<Record<string, number | string>>, text?: string): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** The slope of the line through zero that is nearest to the points: what "in proportion" would be. */
export const slopeOf = (points: readonly Pick<StudyPoint, "x" | "medianMs">[]): number =>
  points.reduce((sum, { x, medianMs }) => sum + x * medianMs, 0) / points.reduce((sum, { x }) => sum + x * x, 0);

/** Medians with p10 – p90 over the size that grows, and the line of proportion. */
function plot({ title, grows, points }: StudySeries): SVGElement {
  const { width, height, left, right, top, bottom } = SIZE;
  const widest = Math.max(...points.map(({ x }) => x));
  const highest = Math.max(...points.map(({ p90Ms }) => p90Ms), slopeOf(points) * widest);
  const x = (value: number): number => left + (value / widest) * (width - left - right);
  const y = (value: number): number => height - bottom - (value / highest) * (height - top - bottom);
  const svg = mark("svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `${title}: ms over ${grows}`,
  });
  svg.append(
    mark("path", { class: "axis", d: `M${left} ${top}V${height - bottom}H${width - right}` }),
    mark("path", { class: "proportion", d: `M${x(0)} ${y(0)}L${x(widest)} ${y(slopeOf(points) * widest)}` }),
    ...points.flatMap((point) => [
      mark("path", { class: "spread", d: `M${x(point.x)} ${y(point.p10Ms)}V${y(point.p90Ms)}` }),
      mark("circle", { class: "median", cx: x(point.x), cy: y(point.medianMs), r: 4 }),
    ]),
    mark("text", { x: left - 6, y: top + 10, "text-anchor": "end" }, milliseconds(highest)),
    mark("text", { x: left - 6, y: height - bottom, "text-anchor": "end" }, "0 ms"),
    mark("text", { x: width - right, y: height - bottom + 16, "text-anchor": "end" }, String(widest)),
    mark("text", { x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }, grows),
  );
  return svg;
}

/** A plot for every series, with its table. */
export const growthFigures = ({ adapter, series }: StudyReport): readonly HTMLElement[] =>
  series.map((one) => {
    const figure = document.createElement("figure");
    const lines = one.points.map(({ label, x, steps, memory, medianMs }) =>
      row([label, String(x), String(steps), `${Math.round(memory / 1024)} KiB`, milliseconds(medianMs)]),
    );
    const titles = ["size", one.grows, "steps", "activations", "median, ms"];
    figure.append(plot(one), table(`${one.title}, on ${adapter}`, titles, lines));
    return figure;
  });
