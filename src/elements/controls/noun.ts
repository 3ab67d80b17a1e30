const PLURALS: Readonly<Record<string, string>> = { dispatch: "dispatches" };

/** A noun in the number that it is counted in. */
export const noun = (count: number, one: string): string => (count === 1 ? one : (PLURALS[one] ?? `${one}s`));
