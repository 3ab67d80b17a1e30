import { access, constants, lstat, mkdir, mkdtemp } from "node:fs/promises";
import { homedir, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** `~/.cache/sweepfield`, or where the home folder can't be written, a folder of this user's in the temporary one. */
export async function cacheFolder(): Promise<string> {
  const base = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  for (let folder = base; folder !== dirname(folder); folder = dirname(folder)) {
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? null : false),
    );
    if (writable === true) return join(base, "sweepfield");
    if (writable === false) break;
  }
  return privateFolder(join(tmpdir(), `sweepfield-${userInfo().uid}`));
}

/** What lies there is executed, so a folder of that name which somebody else made is not used. */
async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { mode: 0o700 }).catch(() => undefined);
  const status = await lstat(path);
  const mine = status.isDirectory() && status.uid === userInfo().uid && (status.mode & 0o022) === 0;
  return mine ? path : mkdtemp(`${path}-`);
}
