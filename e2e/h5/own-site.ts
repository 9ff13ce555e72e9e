import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { urls } from "../stack";

const root = path.resolve(import.meta.dirname, "../..");
const next = createRequire(path.join(root, "apps/h5/package.json")).resolve("next/dist/bin/next");

export interface OwnSite {
  url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** One more process of the built site, for tests that need another environment. */
export async function startSite(env: Record<string, string>): Promise<OwnSite> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [next, "start", path.join(root, "apps/h5"), "-p", String(port)], {
    env: { ...process.env, API_URL: urls.api, SANDBOX_URL: urls.sandbox, H5_URL: url, NODE_ENV: "production", ...env },
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(`${url}/robots.txt`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("the site does not come up");
}

export interface Relay {
  url: string;
  /** The paths that were asked for. */
  asked: string[];
  stop(): Promise<void>;
}

/** Stands before the api and keeps what it is asked. */
export async function startRelay(): Promise<Relay> {
  const asked: string[] = [];
  const pass = (from: IncomingMessage, to: ServerResponse) => {
    asked.push(new URL(from.url ?? "", urls.api).pathname);
    const { method, headers } = from;
    const onward = request(urls.api + from.url, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    from.pipe(onward);
  };
  const server = createServer(pass).listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
