/** A long count that yields every few milliseconds, so that a page may breathe in between. */
export type Sliced<Result> = Generator<undefined, Result>;

/** Counts to the end without a break. */
export const finish = <Result>(sliced: Sliced<Result>): Result => {
  for (;;) {
    const { done, value } = sliced.next();
    if (done) return value;
  }
};
