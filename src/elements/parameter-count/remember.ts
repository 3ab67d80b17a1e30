/** Keeps the results of the last few keys: a page asks for the same several times an update. What throws is not kept. */
export const remembering = <T>(most: number): ((key: string, work: () => T) => T) => {
  const kept = new Map<string, T>();
  return (key, work) => {
    const found = kept.get(key) ?? work();
    kept.delete(key);
    kept.set(key, found);
    for (const old of [...kept.keys()].slice(0, -most)) kept.delete(old);
    return found;
  };
};
