/** A server in front of one that speaks http, with a certificate that nobody but a test trusts. */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { RunningServer } from "../../src/cli/machine/server.js";

const TLS = "test/fixtures/tls";

/** @returns it, at "https://HOST:PORT/"; closing it closes the one behind */
export async function overHttps(behind: RunningServer, host: "localhost" | "127.0.0.1"): Promise<RunningServer> {
  const certificate = { key: readFileSync(`${TLS}/key.pem`), cert: readFileSync(`${TLS}/certificate.pem`) };
  const server = createServer(certificate, ({ url = "/", method = "GET" }, response) => {
    request(new URL(url, behind.url), { method }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await behind.close();
    },
  };
}
