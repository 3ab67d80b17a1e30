import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { SweepfieldError } from "../../error.js";
import { CONTENT_SECURITY_POLICY } from "./policy.js";

const MIME_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".wgsl": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".safetensors": "application/octet-stream",
  ".zip": "application/zip",
  ".cff": "text/plain; charset=utf-8",
};

export interface ServerOptions {
  /** The folder that is served; nothing outside it is. */
  readonly root: string;
  /** 0 for any that is free. */
  readonly port?: number;
  /** Added to, or in place of, the headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Single files from elsewhere, by their path in the URL. */
  readonly extraFiles?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** "http://127.0.0.1:PORT/" */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder to this machine alone. Throws "port-taken". */
export async function startServer({
  root,
  port = 0,
  headers = {},
  extraFiles = {},
}: ServerOptions): Promise<RunningServer> {
  const base = await realpath(root);
  const always = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
    ...headers,
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    answer(base, extraFiles, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(startFailure(port, cause)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function startFailure(port: number, cause: NodeJS.ErrnoException): Error {
  if (cause.code === "EADDRINUSE")
    return new SweepfieldError("port-taken", `port ${port} is taken; choose another with --port, or leave it out`, {
      cause,
    });
  if (cause.code === "EACCES")
    return new SweepfieldError("port-taken", `port ${port} needs more rights; choose one from 1024 to 65535`, {
      cause,
    });
  return cause;
}

async function answer(
  base: string,
  extraFiles: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocal(request.headers.host)) return refuse(response, 403);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405);
  const { pathname, search } = new URL(`http://127.0.0.1${request.url}`);
  const found = await locate(base, extraFiles, pathname);
  if (found === null) return refuse(response, 404);
  if (found === "folder") {
    response.writeHead(308, { location: `${pathname.replace(/^\/+/, "/")}/${search}` }).end();
    return;
  }
  response.setHeader("content-type", MIME_TYPES[extname(found.path).toLowerCase()] ?? "application/octet-stream");
  response.setHeader("content-length", found.size);
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(found.path), response);
}

/** Another site whose name is made to point here must not read from us. */
const isLocal = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? "");

function refuse(response: ServerResponse, status: 403 | 404 | 405): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${status}\n`);
}

/**
 * The file of a path, its index.html if it is a folder, "folder" if that lacks its last slash, null if there is none or
 * it lies outside (links are followed first).
 */
async function locate(
  base: string,
  extraFiles: Readonly<Record<string, string>>,
  pathname: string,
): Promise<{ path: string; size: number } | "folder" | null> {
  const decoded = decode(pathname);
  if (decoded === null) return null;
  const wanted = Object.hasOwn(extraFiles, decoded) ? extraFiles[decoded]! : join(base, decoded);
  const path = await realpath(wanted).catch(() => null);
  if (path === null) return null;
  if (wanted !== extraFiles[decoded] && path !== base && !path.startsWith(base + sep)) return null;
  const status = await stat(path);
  if (status.isFile()) return decoded.endsWith("/") ? null : { path, size: status.size };
  if (!status.isDirectory()) return null;
  return decoded.endsWith("/") ? locate(base, extraFiles, `${pathname}index.html`) : "folder";
}

function decode(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}
