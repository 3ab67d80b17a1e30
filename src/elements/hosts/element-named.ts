/** The tag of an element that a host named, "sf-race" or "race", or one line on why there is none. */
export function elementNamed(
  given: unknown,
  names: readonly string[],
): { readonly tag: string } | { readonly problem: string } {
  const tags = names.map((name) => `sf-${name}`);
  const list = `use one of ${tags.join(", ")}`;
  if (typeof given !== "string" || given === "") return { problem: `no element is named; ${list}` };
  const tag = given.startsWith("sf-") ? given : `sf-${given}`;
  return tags.includes(tag)
    ? { tag }
    : { problem: `there is no element ${JSON.stringify(given.slice(0, 40))}; ${list}` };
}
