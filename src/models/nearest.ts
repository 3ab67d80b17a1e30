/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(rows, i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, substituted, swapped));
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
};

const at = (rows: readonly (readonly number[])[], i: number, j: number): number => rows[i]?.[j] ?? Infinity;

/** The candidate that a misspelt word most likely meant (case aside, at most two slips), or undefined. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const slips = Math.min(2, Math.floor(word.length / 2));
  let best: { candidate: string; slips: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > slips) continue;
    const found = distance(word.toLowerCase(), candidate.toLowerCase());
    if (found <= slips && found < (best?.slips ?? Infinity)) best = { candidate, slips: found };
  }
  return best?.candidate;
};
