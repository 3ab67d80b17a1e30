import { tokens } from "../styles/tokens.styles.js";

/** The light colours of the tokens by their name without `--sf-`: "ink-soft" → "#555c6b". Figures are for paper. */
export type Palette = Readonly<Record<string, string>>;

// The first rule of the tokens is the light one; a name that comes again is its dark shade.
const read = (css: string): Palette => {
  const [light = ""] = css.split("@media");
  return Object.fromEntries(
    [...light.matchAll(/--sf-([a-z-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, colour]) => [name, colour]),
  ) as Palette;
};

const colours = read(tokens.cssText);

/** A colour of the light palette. Throws a plain Error for a name that the tokens do not have: a mistake of this code. */
export function figureColour(name: string): string {
  const colour = colours[name];
  if (colour === undefined) throw new Error(`the tokens have no colour --sf-${name}`);
  return colour;
}
