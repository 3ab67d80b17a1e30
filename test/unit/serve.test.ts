import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test, type TestContext } from "node:test";

/** The built bin, as `npm start` runs it. */
function serve(context: TestContext, ...argv: string[]) {
  const child = spawn(process.execPath, ["dist/cli/index.js", "serve", "--no-open", ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  context.after(() => child.kill("SIGKILL"));
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += String(chunk)));
  return { child, stderr: () => stderr, closed: once(child, "close") };
}

async function addressOf({ child }: ReturnType<typeof serve>): Promise<string> {
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(line))?.[0];
  assert.ok(url, `the address is printed: ${line}`);
  return url;
}

test("serve prints a free port's address, serves the pages and their bundles, and ends on Ctrl-C", async (context) => {
  const server = serve(context);
  const url = await addressOf(server);
  for (const [path, type] of [
    ["", "text/html; charset=utf-8"],
    ["browser/race.js", "text/javascript; charset=utf-8"],
    ["browser/cpu-worker.js", "text/javascript; charset=utf-8"],
  ] as const) {
    const response = await fetch(new URL(path, url));
    assert.deepEqual([response.status, response.headers.get("content-type")], [200, type], path);
    assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'none'/);
    await response.arrayBuffer();
  }
  server.child.kill("SIGINT");
  assert.deepEqual(await server.closed, [0, null]);
});

test("a port that is taken is one line and exit code 2", async (context) => {
  const { port } = new URL(await addressOf(serve(context)));
  const second = serve(context, "--port", port);
  assert.deepEqual(await second.closed, [2, null]);
  assert.match(second.stderr(), new RegExp(`^sweepfield: port ${port} is taken; [^\n]*--port[^\n]*\n$`));
});

test("what serve does not understand is bad use", async (context) => {
  for (const argv of [["--port", "99999"], ["--port", "http"], ["elsewhere"]]) {
    const child = serve(context, ...argv);
    assert.deepEqual(await child.closed, [2, null], argv.join(" "));
    assert.match(child.stderr(), /^sweepfield: [^\n]+\n$/);
  }
});
