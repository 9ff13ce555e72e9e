import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { FRAME_BYTES } from "@chaoqer/contract/channel";
import { DomainError } from "@chaoqer/contract/errors";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { type WebSocket, WebSocketServer } from "ws";
import type { Deps } from "../deps";
import { failure } from "../rest/envelope";
import { toDomainError } from "../trpc/errors";
import { afterOf, authenticate, roomOf } from "./caller";
import { Connection, type Peer } from "./connection";
import { Hub } from "./hub";
import { receive } from "./receive";
import { ticker } from "./tick";

declare module "fastify" {
  interface FastifyInstance {
    channel: Channel;
  }
}

/** The room channel of this process. */
export interface Channel {
  hub: Hub;
  /** Does what is due by the clock; a second apart. */
  tick(): Promise<void>;
}

/** Answers a request that does not become a connection, with the envelope of all failures. */
function refuse(socket: Duplex, error: DomainError | undefined): void {
  const { status: said, headers, body } = failure(error);
  const status = said === 200 ? 403 : said;
  const text = JSON.stringify(body);
  const lines = {
    ...headers,
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  };
  const head = Object.entries({ ...lines, connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${status}\r\n${head.join("")}\r\n${text}`);
}

/** Frames waiting for their turn; a client that sends on regardless is cut off. */
const QUEUE = 100;

function serve(hub: Hub, socket: WebSocket, peer: Omit<Peer, "connectionId">): void {
  const connection = new Connection(socket, { ...peer, connectionId: randomUUID() }, hub.deps.clock.now());
  let waiting = 0;
  const inTurn = (work: () => Promise<void>) => {
    waiting += 1;
    connection.work = connection.work
      .then(work)
      .catch((error) => hub.failed(error))
      .finally(() => {
        waiting -= 1;
      });
  };
  hub.deps.metrics.sockets.inc();
  socket.on("error", (error) => hub.deps.log.debug({ err: error }, "a connection failed"));
  socket.on("message", (data, isBinary) => {
    connection.heardAt = hub.deps.clock.now();
    if (waiting > QUEUE) return connection.close("bad");
    inTurn(() => receive(hub, connection, isBinary ? undefined : String(data)));
  });
  socket.on("close", () => {
    hub.deps.metrics.sockets.dec();
    inTurn(() => hub.gone(connection));
  });
  inTurn(() => hub.join(connection));
}

/** The WebSocket at /channel/{roomId} (docs/api/channel.md). */
export const channel = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    const hub = new Hub(deps);
    const server = new WebSocketServer({
      noServer: true,
      maxPayload: FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: false,
    });
    const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
      const roomId = roomOf(request);
      if (!roomId) throw new DomainError("notFound");
      if (hub.stopping || app.isUnderPressure()) throw new DomainError("unavailable");
      const caller = await authenticate(deps, request, roomId);
      await hub.start();
      const peer = { ...caller, roomId, after: afterOf(request) };
      server.handleUpgrade(request, socket, head, (client) => serve(hub, client, peer));
    };
    app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on("error", (error) => deps.log.debug({ err: error }, "a connection failed"));
      open(request, socket, head).catch((error) => {
        const domain = toDomainError(error);
        if (!domain) deps.log.error({ err: error }, "room channel");
        refuse(socket, domain);
      });
    });
    app.decorate("channel", { hub, tick: ticker(hub) });
    app.addHook("preClose", () => hub.stop());
  },
  { name: "channel" },
);
