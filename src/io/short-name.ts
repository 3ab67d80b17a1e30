const MAX_NAME = 40;

/** A file's name in a message: one line, not too long. */
export const shortName = (name: string): string => {
  const line = name.replace(/\p{C}/gu, "·");
  return line.length <= MAX_NAME ? line : `${line.slice(0, MAX_NAME - 13)}…${line.slice(-12)}`;
};
