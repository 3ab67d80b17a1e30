/**
 * npm run test:hosts [-- HOST… | --update-locks]: builds a project for each host from the guide's own example (www/embed/HOST), with
 * this package as `npm pack` makes it and the packages of its lockfile, opens it in the browser and uses the element in it. Needs the
 * registry of npm, for Jupyter python3 and pip, for Jupyter Book 1 Sphinx with a parser and a theme, which its check names. Results,
 * with versions, go to test/hosts/results.json.
 */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/lib/bundling.js";
import { HOSTS } from "./hosts.js";

const run = promisify(execFile);
const here = join(root, "test/hosts");
const RESULTS = join(here, "results.json");
const LOCK = "package-lock.json";

const wanted = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const updateLocks = process.argv.includes("--update-locks");
const stranger = wanted.find((name) => !Object.hasOwn(HOSTS, name));
if (stranger !== undefined) {
  console.error(`there is no host ${stranger}; use ${Object.keys(HOSTS).join(", ")}`);
  process.exit(2);
}

/** Runs a command in a folder; what it printed is the message when it fails. @param {string} cwd @param {string} command @param {string[]} argv */
async function inFolder(cwd, command, argv) {
  try {
    return (await run(command, argv, { cwd, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${command} ${argv.join(" ")}: ${(stdout + stderr).trim().split("\n").slice(-15).join("\n")}`, {
      cause: error,
    });
  }
}

/** The lock holds every package but this one, which is built anew each time. @param {string} folder @param {string} host */
function writeLock(folder, host) {
  const lock = JSON.parse(readFileSync(join(folder, LOCK), "utf8"));
  delete lock.packages["node_modules/sweepfield"].integrity;
  writeFileSync(join(here, host, LOCK), `${JSON.stringify(lock, null, 2)}\n`);
}

/** The versions of what a host's own package.json names. @param {string} folder */
function versions(folder) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { packages } = JSON.parse(readFileSync(join(folder, LOCK), "utf8"));
  return Object.fromEntries(
    Object.keys({ ...dependencies, ...devDependencies })
      .sort()
      .map((name) => [name, packages[`node_modules/${name}`].version]),
  );
}

/** @param {string} host @param {import("./hosts.js").OpenHost} open @param {string} tarball */
async function tryHost(host, open, tarball) {
  const folder = mkdtempSync(join(tmpdir(), `sweepfield-${host}-`));
  try {
    for (const from of [join(here, host), join(root, "www/embed", host)])
      if (existsSync(from)) cpSync(from, folder, { recursive: true });
    cpSync(tarball, join(folder, "sweepfield.tgz"));
    cpSync(join(root, ".npmrc"), join(folder, ".npmrc"));
    if (updateLocks) {
      rmSync(join(folder, LOCK), { force: true });
      await inFolder(folder, "npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
      writeLock(folder, host);
    } else await inFolder(folder, "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    const opened = await open({
      name: host,
      folder,
      run: (command, ...argv) => inFolder(folder, command, argv),
      browser,
      startServer,
    });
    return { packages: versions(folder), opened };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(join(root, "dist/browser/loader.js"))) await run(process.execPath, ["scripts/build.js"], { cwd: root });
const { findBrowser, launchBrowser } = await import(join(root, "dist/cli/machine/browser.js"));
const { startServer } = await import(join(root, "dist/cli/machine/server.js"));
const packed = mkdtempSync(join(tmpdir(), "sweepfield-pack-"));
const browser = await launchBrowser(await findBrowser());
try {
  const [{ filename }] = JSON.parse(
    await inFolder(root, "npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", packed]),
  );
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : { hosts: {} };
  Object.assign(results, { node: process.version, browser: await browser.version() });
  for (const [host, open] of Object.entries(HOSTS).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const start = performance.now();
    try {
      results.hosts[host] = { passed: true, ...(await tryHost(host, open, join(packed, filename))) };
    } catch (error) {
      results.hosts[host] = {
        passed: false,
        why: String(error instanceof Error ? error.message : error).split("\n")[0],
      };
      console.error(error);
      process.exitCode = 1;
    }
    const verdict = results.hosts[host].passed ? "✔" : "✖";
    console.log(`${verdict} ${host} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
  }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await browser.close();
  rmSync(packed, { recursive: true, force: true });
}
