import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startServer, type RunningServer } from "../../src/cli/machine/server.js";
import { SweepfieldError } from "../../src/error.js";

const folder = mkdtempSync(join(tmpdir(), "sweepfield-server-"));
let server: RunningServer;

before(async () => {
  mkdirSync(join(folder, "www/sub"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "www/index.html"), "<!doctype html>home");
  writeFileSync(join(folder, "www/sub/index.html"), "<!doctype html>sub");
  writeFileSync(join(folder, "www/a b.js"), "export {};");
  symlinkSync(join(folder, "secret.txt"), join(folder, "www/link.txt"));
  server = await startServer({
    root: join(folder, "www"),
    headers: { "x-extra": "yes" },
    extraFiles: { "/extra.txt": join(folder, "secret.txt") },
  });
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A raw request: `fetch` would tidy the path. */
const get = (path: string, { method = "GET", host }: { method?: string; host?: string } = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { port } = new URL(server.url);
    const headers = host === undefined ? {} : { host };
    request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });

test("files come with their type under a policy that lets nothing in from elsewhere", async () => {
  const home = await get("/");
  assert.equal(home.body, "<!doctype html>home");
  assert.equal(home.headers["content-type"], "text/html; charset=utf-8");
  const policy = String(home.headers["content-security-policy"]);
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.equal(home.headers["x-extra"], "yes");
  const script = await get("/a%20b.js?query");
  assert.equal(script.headers["content-type"], "text/javascript; charset=utf-8");
  assert.equal(script.body, "export {};");
  assert.equal((await get("/", { method: "HEAD" })).body, "");
  assert.equal((await get("/extra.txt")).body, "secret");
});

test("a folder answers with its index, and at its own address only", async () => {
  assert.equal((await get("/sub/")).body, "<!doctype html>sub");
  const redirect = await get("/sub?x=1");
  assert.deepEqual([redirect.status, redirect.headers["location"]], [308, "/sub/?x=1"]);
  assert.equal((await get("//sub")).headers["location"], "/sub/");
});

test("nothing outside the folder is served", async () => {
  const paths = ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/sub/../../secret.txt", "/link.txt"];
  for (const path of [...paths, "/..%5csecret.txt", "/%00", "/%ff", "/nothing", "/index.html/", "/__proto__"]) {
    const { status, body } = await get(path);
    assert.equal(status, 404, path);
    assert.equal(body, "404\n", path);
  }
});

test("other methods and other host names are refused", async () => {
  assert.equal((await get("/", { method: "POST" })).status, 405);
  assert.equal((await get("/", { host: "evil.example" })).status, 403);
  assert.equal((await get("/", { host: "localhost:1" })).status, 200);
});

test("a port that is taken is named", async () => {
  const port = Number(new URL(server.url).port);
  await assert.rejects(
    startServer({ root: folder, port }),
    (error) =>
      error instanceof SweepfieldError && error.code === "port-taken" && error.message.includes(`port ${port} `),
  );
});
