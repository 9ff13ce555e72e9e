import { type ClientFrameInput, type ServerFrame, serverFrame } from "@chaoqer/contract/channel";
import type { RoomResult } from "@chaoqer/contract/room";
import type { FastifyInstance } from "fastify";
import { WebSocket } from "ws";
import { buildApp } from "../app";
import { buildDeps, type ProcessDeps } from "../deps";
import type { TestApp, TestUser } from "../testing/harness";

/** How long a frame may take to come before a test fails. */
const PATIENCE_MS = 10_000;

/** One api process with its port open. */
export interface TestProcess {
  app: FastifyInstance;
  deps: ProcessDeps;
  url: string;
}

async function listen(app: FastifyInstance): Promise<string> {
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  return address.replace("http", "ws");
}

/** The test's own process, and others beside it on the same database and clock. */
export async function processes(test: TestApp, count: number): Promise<TestProcess[]> {
  const first = { app: test.app, deps: test.deps, url: await listen(test.app) };
  const others = Array.from({ length: count - 1 }, async () => {
    const deps = await buildDeps(test.deps.env, { clock: test.clock, log: test.deps.log });
    const app = await buildApp(deps);
    return { app, deps, url: await listen(app) };
  });
  return [first, ...(await Promise.all(others))];
}

/** Ends those beside the test's own. */
export async function stopProcesses(all: readonly TestProcess[]): Promise<void> {
  for (const { app, deps } of all.slice(1)) {
    await app.close();
    await deps.close();
  }
}

type Frame = ServerFrame;
type Part = { [K in keyof Frame]?: unknown } & { action?: unknown; data?: unknown };

const matches = (frame: Frame, part: Part) =>
  Object.entries(part).every(([key, value]) => JSON.stringify(Reflect.get(frame, key)) === JSON.stringify(value));

/** A socket to the room channel that remembers what it was told. */
export class TestSocket {
  readonly frames: Frame[] = [];
  /** Frames that a test has waited for. */
  private seen = 0;
  closed: { code: number; reason: string } | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    readonly socket: WebSocket,
    readonly uid: string,
  ) {
    socket.on("message", (data) => {
      this.frames.push(serverFrame.parse(JSON.parse(String(data))));
      this.wake();
    });
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    // What it means shows as a close.
    socket.on("error", () => this.wake());
  }

  private wake(): void {
    for (const watcher of [...this.watchers]) watcher();
  }

  private wait<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.watchers.delete(watcher);
        reject(new Error(`${what} did not come; there were ${JSON.stringify(this.frames.slice(-12))}`));
      }, PATIENCE_MS);
      const watcher = () => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        this.watchers.delete(watcher);
        resolve(found);
      };
      this.watchers.add(watcher);
      watcher();
    });
  }

  /** The next frame like this, past those waited for before; others in between are passed over. */
  async next(part: Part): Promise<Frame> {
    return this.wait(() => {
      const at = this.frames.findIndex((frame, index) => index >= this.seen && matches(frame, part));
      if (at < 0) return undefined;
      this.seen = at + 1;
      return this.frames[at];
    }, JSON.stringify(part));
  }

  /** Whether a frame like this has come at all. */
  has(part: Part): boolean {
    return this.frames.some((frame) => matches(frame, part));
  }

  async end(): Promise<{ code: number; reason: string }> {
    return this.wait(() => this.closed, "the end");
  }

  raw(text: string | Buffer): void {
    this.socket.send(text);
  }

  send(frame: ClientFrameInput extends infer F ? (F extends unknown ? Omit<F, "sender"> : never) : never): void {
    this.raw(JSON.stringify({ ...frame, sender: this.uid }));
  }

  /** Sends a heartbeat and waits for its answer: by then all that was sent before is done. */
  async settled(): Promise<void> {
    this.send({ event: "heartbeat" });
    await this.next({ event: "heartbeat" });
  }

  /** Breaks the connection without a word. */
  drop(): void {
    this.socket.terminate();
  }
}

/** Opens the channel as this user, as native clients do. */
export function dial(process: TestProcess, user: TestUser, roomId: string, query = ""): TestSocket {
  const { authorization = "" } = user.headers;
  const headers = query ? {} : { authorization };
  return new TestSocket(new WebSocket(`${process.url}/channel/${roomId}${query}`, { headers }), user.uid);
}

/** The same, and waits to be let in. */
export async function enterRoom(process: TestProcess, user: TestUser, roomId: string): Promise<TestSocket> {
  const socket = dial(process, user, roomId);
  await socket.next({ event: "connected" });
  return socket;
}

/** A new open room of this user. */
export async function newRoom(test: TestApp, host: TestUser): Promise<string> {
  test.clock.advance({ seconds: 2 });
  return (await host.post<RoomResult>("/room", { name: "活动", clubId: "" })).result.roomId;
}

/** Lets time go by in small steps, at each of which these processes do what is due. */
export async function pass(test: TestApp, all: readonly TestProcess[], seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 3) {
    test.clock.advance({ seconds: Math.min(3, left) });
    await Promise.all(all.map(({ app }) => app.channel.tick()));
  }
}
