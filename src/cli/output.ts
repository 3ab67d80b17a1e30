/** Results: the only writer to stdout. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Messages, never mixed into a result. */
export const note = (text: string): void => void process.stderr.write(`sweepfield: ${text}\n`);

/** A line that is rewritten in place, shown only where somebody watches. */
export function progressLine(): { show(text: string): void; clear(): void } {
  const live = process.stderr.isTTY === true;
  let shownLast = false;
  return {
    show(text) {
      if (!live) return;
      shownLast = true;
      process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    },
    clear() {
      if (shownLast) process.stderr.write("\r\u001b[K");
      shownLast = false;
    },
  };
}
