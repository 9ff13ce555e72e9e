import { setTimeout as sleep } from "node:timers/promises";
import { type ClientFrameInput, type ServerFrame, serverFrame } from "@chaoqer/contract/channel";
import { type ChannelState, take } from "@chaoqer/contract/channel-client";
import type { RoomResult } from "@chaoqer/contract/room";
import type { FastifyInstance } from "fastify";
import { WebSocket } from "ws";
import { buildApp } from "../app";
import { buildDeps, type ProcessDeps } from "../deps";
import type { Env } from "../env";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";

/** How long a frame may take to come before a test fails. */
const PATIENCE_MS = 20_000;

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

/** Another process on the test's database and clock. */
export async function startProcess(test: TestApp, env: Partial<Env> = {}): Promise<TestProcess> {
  const deps = await buildDeps({ ...test.deps.env, ...env }, { clock: test.clock, log: test.deps.log });
  const app = await buildApp(deps);
  return { app, deps, url: await listen(app) };
}

/** The test's own process, and others beside it. */
export async function processes(test: TestApp, count: number): Promise<TestProcess[]> {
  const first = { app: test.app, deps: test.deps, url: await listen(test.app) };
  const others = Array.from({ length: count - 1 }, () => startProcess(test));
  return [first, ...(await Promise.all(others))];
}

/** Ends those beside the test's own. */
export async function stopProcesses(all: readonly TestProcess[]): Promise<void> {
  for (const { app, deps } of all.slice(1)) {
    await app.close();
    await deps.close();
  }
}

/** Two processes, and three users to meet in rooms of both: what most tests of the channel begin with. */
export interface Pair {
  test: TestApp;
  all: TestProcess[];
  users: Record<"host" | "ann" | "ben", TestUser>;
}

export async function startPair(): Promise<Pair> {
  const test = await startTestApp();
  const all = await processes(test, 2);
  const [host, ann, ben] = (await Promise.all([1, 2, 3].map(() => test.user()))) as [TestUser, TestUser, TestUser];
  return { test, all, users: { host, ann, ben } };
}

export async function stopPair({ test, all }: Pair): Promise<void> {
  await stopProcesses(all);
  await test.close();
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

  /** Whether it is let in. */
  async entered(): Promise<boolean> {
    const answer = () => (this.has({ event: "connected" }) ? true : this.closed && false);
    return this.wait(answer, "an answer");
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

/** Opens the channel as this user, as native clients do; with a ticket, as browsers do. */
export function dial(process: TestProcess, user: TestUser, roomId: string, query = ""): TestSocket {
  const { authorization = "" } = user.headers;
  const headers = query.includes("ticket=") ? {} : { authorization };
  return new TestSocket(new WebSocket(`${process.url}/channel/${roomId}${query}`, { headers }), user.uid);
}

/** The same, and waits to be let in. */
export async function enterRoom(process: TestProcess, user: TestUser, roomId: string): Promise<TestSocket> {
  const socket = dial(process, user, roomId);
  await socket.next({ event: "connected" });
  return socket;
}

/** The room as a connection has been told it. */
export function told({ frames }: TestSocket): ChannelState {
  const state: ChannelState = { seq: 0, members: {}, pins: [], live: null, hands: [] };
  for (const frame of frames) take(state, frame);
  return state;
}

/** Waits for something that shows nowhere but here. */
export async function until(look: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !look(); ) {
    if (performance.now() > end) throw new Error(`It never came that ${what}`);
    await sleep(2);
  }
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
