/** What tells the points of curves apart without colour. */
export type Marker = "circle" | "square" | "triangle" | "diamond" | "bar" | "cross";

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** The marker around a point, as a path. */
export function markerPath(marker: Marker, x: number, y: number, r: number): string {
  switch (marker) {
    case "circle":
      return `M${n(x - r)} ${n(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case "square":
      return `M${n(x - r)} ${n(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`;
    case "triangle":
      return `M${n(x)} ${n(y - r - 1)}L${n(x + r + 1)} ${n(y + r)}H${n(x - r - 1)}z`;
    case "diamond":
      return `M${n(x)} ${n(y - r - 1.5)}L${n(x + r + 1.5)} ${n(y)}L${n(x)} ${n(y + r + 1.5)}L${n(x - r - 1.5)} ${n(y)}z`;
    case "bar":
      return `M${n(x - 1.5)} ${n(y - r - 1)}h3v${2 * r + 2}h-3z`;
    case "cross":
      return `M${n(x - r)} ${n(y - 1)}h${r - 1}v${-r}h2v${r}h${r - 1}v2h${1 - r}v${r}h-2v${-r}h${1 - r}z`;
  }
}
