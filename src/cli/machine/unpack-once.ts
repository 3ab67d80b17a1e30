import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes `folder` by `fill`, once, however many processes ask for it at the same time: each fills a private folder beside
 * it, the first rename wins and the others throw theirs away. So a folder that exists is complete.
 */
export async function unpackOnce(folder: string, fill: (into: string) => Promise<void>): Promise<string> {
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const mine = await mkdtemp(join(dirname(folder), ".unpacking-"));
  try {
    await fill(mine);
    await rename(mine, folder);
  } catch (error) {
    await rm(mine, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
