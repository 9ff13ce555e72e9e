import { once } from "node:events";
import { WebSocket } from "ws";
import { type BenchUser, memoryOf, type Server, startServer, startStack, stopServer } from "./channel-stack";

/**
 * The room channel under load: one process with many sockets in many rooms, then two processes with LISTEN/NOTIFY, and
 * with Redis where REDIS_URL names one. Sizes: `npx tsx bench/channel.ts ROOMS MEMBERS BIG`.
 */
const [rooms = 100, size = 50, big = 2000] = process.argv.slice(2).map(Number);
/** How long messages go on, and how many a second there are in the one big room. */
const SECONDS = 5;
const PER_SECOND = 10;
const AT_ONCE = 25;

interface Member {
  socket: WebSocket;
  uid: string;
  /** When each `mute` came; milliseconds. */
  heard: number[];
}

async function join(server: Server, user: BenchUser, roomId: string): Promise<Member> {
  const headers = { authorization: user.authorization };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/channel/${roomId}`, { headers });
  const member: Member = { socket, uid: user.uid, heard: [] };
  socket.on("message", (data: Buffer) => {
    if (data.includes('"event":"mute"')) member.heard.push(performance.now());
  });
  await once(socket, "message");
  return member;
}

/** Fills a room: its host first, then the others over all processes by turns. */
async function fill(servers: readonly Server[], users: readonly BenchUser[], roomId: string): Promise<Member[]> {
  const members: Member[] = [];
  for (let at = 0; at < users.length; at += AT_ONCE) {
    const some = users.slice(at, at + AT_ONCE);
    const joined = some.map((user, n) => join(servers[(at + n) % servers.length] as Server, user, roomId));
    members.push(...(await Promise.all(joined)));
  }
  return members;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The host mutes the speaker, and lifts it, so many times. @returns each delivery's time from the sending on, sorted */
async function speak(members: readonly Member[], count: number, everyMs = 1000 / PER_SECOND): Promise<number[]> {
  const [host, speaker] = members as [Member, Member, ...Member[]];
  const before = host.heard.length;
  const sent: number[] = [];
  for (let n = 0; n < count; n++) {
    sent.push(performance.now());
    host.socket.send(JSON.stringify({ event: "mute", sender: host.uid, action: (n + 1) % 2, data: speaker.uid }));
    if (n < count - 1) await sleep(everyMs);
  }
  for (let waited = 0; members.some(({ heard }) => heard.length < before + count); waited++) {
    if (waited > 600) throw new Error("some were not told within a minute");
    await sleep(100);
  }
  const times = members.flatMap(({ heard }) => sent.map((at, n) => (heard[before + n] ?? 0) - at));
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], share: number) =>
  `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
const line = (name: string, times: readonly number[]) =>
  console.log(`${name}: ${times.length} deliveries, p50 ${at(times, 0.5)}, p99 ${at(times, 0.99)}`);

type Stack = Awaited<ReturnType<typeof startStack>>;

/** What several rooms measured, as one. */
const together = (all: number[][]) => all.flat().sort((a, b) => a - b);

const leave = (members: readonly Member[]) => {
  for (const { socket } of members) socket.terminate();
};

type Servers = readonly Server[];

/** Many rooms: what a socket takes, a message in all of them at once, and one in each of them every second. */
async function manyRooms(stack: Stack, servers: Servers, name: string): Promise<void> {
  const { users } = stack;
  const [host, speaker] = users as [BenchUser, BenchUser, ...BenchUser[]];
  const memories = () => Promise.all(servers.map(memoryOf)).then((all) => all.reduce((sum, one) => sum + one, 0));
  // Warm, so that what is loaded once does not count as a socket's.
  const warm = await fill(servers, users.slice(0, 20), await stack.room(host, speaker));
  await speak(warm, 5);
  leave(warm);
  const idle = await memories();

  const all: Member[][] = [];
  for (let n = 0; n < rooms; n++) {
    const own = users.slice(n * size, (n + 1) * size);
    all.push(await fill(servers, own, await stack.room(own[0] as BenchUser, own[1] as BenchUser)));
  }
  const used = ((await memories()) - idle) / 1024 / (rooms * size);
  console.log(`${name}: ${rooms * size} sockets in ${rooms} rooms, ${used.toFixed(1)} KB a socket`);
  const atOnce = await Promise.all(all.map((members) => speak(members, 1)));
  line(`${name}, one message in every room at once`, together(atOnce));
  const spread = await Promise.all(
    all.map(async (members, n) => {
      await sleep((n / rooms) * 1000);
      return speak(members, SECONDS, 1000);
    }),
  );
  line(`${name}, one message a second in every room, by turns`, together(spread));
  leave(all.flat());
}

/** One room with a crowd in it. */
async function oneCrowd({ users, room }: Stack, servers: Servers, name: string): Promise<void> {
  const [host, speaker] = users as [BenchUser, BenchUser, ...BenchUser[]];
  const crowd = await fill(servers, users.slice(0, big), await room(host, speaker));
  line(`${name}, ${PER_SECOND} messages a second to ${crowd.length}`, await speak(crowd, SECONDS * PER_SECOND));
  leave(crowd);
}

async function measure(stack: Stack, name: string, count: number, env: Record<string, string>): Promise<void> {
  for (const part of [manyRooms, oneCrowd]) {
    const servers = await Promise.all(Array.from({ length: count }, () => startServer(stack.url, env)));
    await part(stack, servers, name);
    for (const server of servers) await stopServer(server);
    // Whom the end of a process left behind would be seen off during the next part.
    await stack.clear();
  }
}

const stack = await startStack(Math.max(rooms * size, big, 20));
await measure(stack, "one process, NOTIFY", 1, { REDIS_URL: "" });
await measure(stack, "two processes, NOTIFY", 2, { REDIS_URL: "" });
if (process.env.REDIS_URL) await measure(stack, "two processes, Redis", 2, { REDIS_URL: process.env.REDIS_URL });
await stack.stop();
