import { randomUUID } from "node:crypto";
import type { ServerFrame } from "@chaoqer/contract/channel";
import { DomainError, ERRORS } from "@chaoqer/contract/errors";
import type { Deps } from "../deps";
import { dropConnection, endProcess, joinChannel } from "../domains/room/connections";
import { readLog, readSeqs } from "../domains/room/log";
import type { RoomState } from "../domains/room/state";
import { toDomainError } from "../trpc/errors";
import type { Connection } from "./connection";
import { Feed } from "./feed";

/** All connections of this process, by room; the process's part in every room's presence. */
export class Hub {
  /** Names this process in the tables. */
  readonly processId = randomUUID();
  readonly feeds = new Map<string, Feed>();
  /** Connections that broke and whose grace could not be written down yet. */
  readonly dropped = new Set<Connection>();
  private started = false;
  stopping = false;
  private readonly handlers = {
    onRoom: (roomId: string, seq: number) => this.feeds.get(roomId)?.advance(seq),
    onReset: () => void this.look(),
  };

  constructor(readonly deps: Deps) {}

  /** Begins to hear of the rooms; with the first connection, so that a process without any has no part in it. */
  async start(): Promise<void> {
    await this.deps.fanout.start(this.handlers);
    this.started = true;
  }

  get connections(): Connection[] {
    return [...this.feeds.values()].flatMap((feed) => [...feed.connections]);
  }

  /** Looks how far the logs of this process's rooms reach, for what was announced and not heard. */
  async look(): Promise<void> {
    const rooms = [...this.feeds.keys()];
    if (rooms.length === 0) return;
    try {
      for (const { roomId, seq } of await readSeqs(this.deps, rooms)) this.feeds.get(roomId)?.advance(seq);
    } catch (error) {
      this.failed(error);
    }
  }

  private feedOf(roomId: string): Feed {
    const feed = this.feeds.get(roomId);
    if (feed) return feed;
    const made = new Feed(
      roomId,
      (id, after) => readLog(this.deps, id, after),
      (error) => this.failed(error),
    );
    this.feeds.set(roomId, made);
    return made;
  }

  /** Lets a connection into its room, and tells it the room, or what it has missed there. */
  async join(connection: Connection): Promise<void> {
    const { roomId, uid, connectionId, after } = connection;
    const feed = this.feedOf(roomId);
    feed.connections.add(connection);
    try {
      if (!feed.begun) for (const { seq } of await readSeqs(this.deps, [roomId])) feed.begin(seq);
      const joined = await joinChannel(this.deps, { roomId, uid, connectionId, processId: this.processId, after });
      if ("missed" in joined) {
        connection.role = joined.missed.role;
        connection.send({ event: "resumed", sender: uid, seq: joined.missed.after } satisfies ServerFrame);
        feed.joined(connection, joined.missed.after, joined.missed.entries);
      } else {
        connection.role = joined.state.members[uid]?.role ?? 0;
        for (const frame of welcome(joined.state, connection)) connection.send(frame);
        feed.joined(connection, joined.seq);
      }
      feed.advance(joined.seq);
    } catch (error) {
      this.refuse(connection, error, "connect");
      connection.close(mayPass(error) ? "restart" : "refused");
    }
  }

  /** Forgets a connection that has ended, and starts its user's grace. */
  async gone(connection: Connection): Promise<void> {
    const feed = this.feeds.get(connection.roomId);
    feed?.connections.delete(connection);
    if (feed?.connections.size === 0) this.feeds.delete(connection.roomId);
    // All that this process held is released as one when it stops.
    if (this.stopping) return;
    this.dropped.add(connection);
    await this.writeDrops();
  }

  /** Writes down every grace that began; what fails stays for the next time. */
  async writeDrops(): Promise<void> {
    for (const connection of this.dropped) {
      try {
        await dropConnection(this.deps, connection);
        this.dropped.delete(connection);
      } catch (error) {
        return this.failed(error);
      }
    }
  }

  /** Tells a connection that something was not done. */
  refuse(connection: Connection, error: unknown, action: string): void {
    const domain = toDomainError(error);
    if (!domain) this.failed(error);
    const { code, message } = domain ?? new DomainError("unavailable");
    const data = { result: ERRORS[code].result, message };
    connection.send({ event: "error", sender: connection.uid, action, data } satisfies ServerFrame);
  }

  failed(error: unknown): void {
    const known = toDomainError(error);
    this.deps.log[known ? "warn" : "error"]({ err: error }, "room channel");
  }

  /** Ends every connection; the users keep their places for the grace, to come back to another process. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { connections } = this;
    for (const connection of connections) connection.close("restart");
    await Promise.all(connections.map((connection) => connection.work));
    await this.deps.watches.stop();
    await this.deps.fanout.stop();
    if (this.started) await endProcess(this.deps, this.processId).catch((error) => this.failed(error));
  }
}

/** Whether this is no refusal but a failure, such as the database's absence: trying again makes sense. */
function mayPass(error: unknown): boolean {
  const code = toDomainError(error)?.code;
  return code === undefined || code === "unavailable" || code === "timeout";
}

/** What somebody who has joined is told. */
function* welcome(state: RoomState, { uid, role }: Connection): Generator<ServerFrame> {
  const { seq, members, pins, live, hands } = state;
  yield { event: "connected", sender: uid, seq, data: members };
  yield { event: "pin", sender: uid, action: "list", data: pins };
  if (live) yield { event: "live", sender: live.uid, action: "open", data: live };
  if (role === 2) yield { event: "invite", sender: uid, action: "list", data: hands };
}
