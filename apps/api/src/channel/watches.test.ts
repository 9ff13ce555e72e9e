import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import superjson from "superjson";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeRoom } from "../domains/room/presence";
import { readRoomView } from "../domains/room/staff-view";
import { eventSourceWith } from "../testing/event-source";
import { startTestApp, type TestUser } from "../testing/harness";
import { testStaff } from "../testing/staff";
import type { AppRouter } from "../trpc/router";
import {
  enterRoom,
  newRoom,
  type Pair,
  processes,
  startPair,
  stopPair,
  stopProcesses,
  type TestProcess,
  type TestSocket,
} from "./testing";
import { Watcher } from "./watched";

/** What staff see of a live room as it changes, over HTTP, with the client that the console uses. */

interface Following {
  views: StaffRoomView[];
  /** Whether a stream is there, as the client tells it. */
  states: string[];
  error?: string;
  over: boolean;
  stop(): void;
}

let pair: Pair;
let { test, users } = {} as Pair;
const open: { stop(): void }[] = [];
const sockets: TestSocket[] = [];
const [near, far] = [() => pair.all[0] as TestProcess, () => pair.all[1] as TestProcess];

beforeAll(async () => {
  pair = await startPair();
  ({ test, users } = pair);
});
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
  for (const one of sockets.splice(0)) one.drop();
});
afterAll(() => stopPair(pair));

function follow(process: TestProcess, token: string | undefined, roomId: string): Following {
  const EventSource = eventSourceWith(token ? { authorization: `Staff ${token}` } : {});
  const url = `${process.url.replace("ws", "http")}/trpc`;
  const client = createTRPCClient<AppRouter>({
    links: [httpSubscriptionLink({ url, transformer: superjson, EventSource })],
  });
  const following: Following = { views: [], states: [], over: false, stop: () => subscription.unsubscribe() };
  const subscription = client.staff.rooms.watch.subscribe(
    { roomId },
    {
      onData: ({ data }) => following.views.push(data),
      onError: (error) => {
        following.error = error.data?.code ?? error.message;
      },
      onComplete: () => {
        following.over = true;
      },
      onConnectionStateChange: ({ state }) => following.states.push(state),
    },
  );
  open.push(following);
  return following;
}
const latest = ({ views }: Following) => views.at(-1);
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000, interval: 20 });
async function enter(process: TestProcess, user: TestUser, roomId: string): Promise<TestSocket> {
  const socket = await enterRoom(process, user, roomId);
  sockets.push(socket);
  return socket;
}

it("follows a room through its changes on another process, and says when it is over", async () => {
  const { host, ann, ben } = users;
  const staff = await testStaff(test, "moderator");
  const roomId = await newRoom(test, host);
  const following = follow(near(), staff.token, roomId);
  await eventually(() => latest(following)).toMatchObject({
    open: 1,
    stage: [{ uid: host.uid, nickname: host.nickname, role: 2, muted: 0 }],
    audienceTotal: 0,
  });
  const hostSocket = await enter(far(), host, roomId);
  const annSocket = await enter(far(), ann, roomId);
  const benSocket = await enter(far(), ben, roomId);
  await eventually(() => latest(following)).toMatchObject({ stageTotal: 1, audienceTotal: 2, handTotal: 0 });
  annSocket.send({ event: "invite", action: "request" });
  await eventually(() => latest(following)).toMatchObject({ handTotal: 1, hands: [{ uid: ann.uid }] });
  hostSocket.send({ event: "invite", action: "response", data: ann.uid });
  await annSocket.next({ event: "invite", action: "response" });
  annSocket.send({ event: "role", action: 1, data: ann.uid });
  await eventually(() => latest(following)?.stage.map((one) => [one.uid, one.role])).toEqual([
    [host.uid, 2],
    [ann.uid, 1],
  ]);
  hostSocket.send({ event: "mute", data: ann.uid });
  await eventually(() => latest(following)?.stage[1]?.muted).toBe(1);
  benSocket.send({ event: "connection", action: "leave" });
  await eventually(() => latest(following)).toMatchObject({ audienceTotal: 0, audience: [], handTotal: 0 });
  await closeRoom(test.deps, roomId, "staff");
  await eventually(() => following.over).toBe(true);
  expect(latest(following)).toMatchObject({ open: 0, closeReason: "staff", stage: [], stageTotal: 0 });
  const seqs = following.views.map((view) => view.seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
});

it("answers of a closed room that it is closed, of none that there is none, and only those who may", async () => {
  const roomId = await newRoom(test, users.host);
  const moderator = await testStaff(test, "moderator");
  const operator = await testStaff(test, "operator");
  const none = follow(near(), moderator.token, "0".repeat(32));
  const guest = follow(near(), undefined, roomId);
  const other = follow(near(), operator.token, roomId);
  await eventually(() => [none.error, guest.error, other.error]).toEqual(["NOT_FOUND", "UNAUTHORIZED", "FORBIDDEN"]);
  await closeRoom(test.deps, roomId, "staff");
  const late = follow(near(), moderator.token, roomId);
  await eventually(() => late.over).toBe(true);
  expect(late.views.map((view) => view.open)).toEqual([0]);
});

describe("ends", () => {
  async function followed() {
    const staff = await testStaff(test, "moderator");
    const roomId = await newRoom(test, users.host);
    const following = follow(near(), staff.token, roomId);
    await eventually(() => following.views.length).toBe(1);
    return { staff, roomId, following };
  }

  it("with the session, before anything more is told", async () => {
    const { staff, roomId, following } = await followed();
    await test.deps.db.staffSession.deleteMany({ where: { staffId: staff.staffId } });
    await enter(far(), users.ann, roomId);
    await eventually(() => following.error).toBe("UNAUTHORIZED");
    expect(following.views).toHaveLength(1);
  });

  it("with the role, also where nothing happens in the room", async () => {
    const { staff, following } = await followed();
    await test.deps.db.staff.update({ where: { staffId: staff.staffId }, data: { role: "operator" } });
    await near().app.channel.tick();
    await eventually(() => following.error).toBe("FORBIDDEN");
  });

  it("with its reader: nothing is kept of it", async () => {
    const { following } = await followed();
    const total = async () => (await test.deps.metrics.watchers.get()).values[0]?.value;
    expect(await total()).toBe(1);
    following.stop();
    await eventually(total).toBe(0);
  });
});

it("outlives the time limit of calls", async () => {
  const own = await startTestApp({ env: { HANDLER_TIMEOUT_MS: "2000" } });
  const [process] = (await processes(own, 1)) as [TestProcess];
  const [staff, host] = await Promise.all([testStaff(own, "moderator"), own.user()]);
  const roomId = await newRoom(own, host);
  const following = follow(process, staff.token, roomId);
  await eventually(() => following.views.length).toBe(1);
  await own.deps.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM profiles WHERE uid = ${host.uid} FOR UPDATE`;
      const profile = { nickname: "新名字", avatar: "https://cdn.example.com/a.jpg" };
      expect((await host.put("/user/profile", profile)).http).toBe(504);
    },
    { timeout: 20_000 },
  );
  await closeRoom(own.deps, roomId, "staff");
  await eventually(() => following.over).toBe(true);
  expect(following.states).toEqual(["connecting", "pending", "idle"]);
  await own.close();
});

it("hears what happened while its process could not", async () => {
  const staff = await testStaff(test, "moderator");
  const roomId = await newRoom(test, users.host);
  const following = follow(near(), staff.token, roomId);
  await eventually(() => following.views.length).toBe(1);
  await test.deps.db.$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
    WHERE application_name = 'chaoqer-listen' AND datname = current_database()`;
  await enter(far(), users.ann, roomId);
  await eventually(() => latest(following)?.audienceTotal).toBe(1);
});

it("is ended by a stop of its process, as something to come back from", async () => {
  const staff = await testStaff(test, "moderator");
  const roomId = await newRoom(test, users.host);
  const following = follow(far(), staff.token, roomId);
  await eventually(() => following.views.length).toBe(1);
  await stopProcesses(pair.all);
  pair.all = pair.all.slice(0, 1);
  await eventually(() => following.states.at(-1)).toBe("connecting");
  expect(following.error).toBeUndefined();
  expect(following.over).toBe(false);
});

describe("a view", () => {
  it("names a part of a great audience and counts it all, in one statement", async () => {
    const roomId = await newRoom(test, users.host);
    await test.deps.db.$executeRaw`
      WITH made AS (SELECT n, md5('crowd' || n || ${roomId}) AS uid FROM generate_series(1, 3000) n), a AS (
        INSERT INTO accounts (uid, mobile, create_time, last_active_time)
        SELECT uid, '+8699' || n || left(uid, 6), now(), now() FROM made), p AS (
        INSERT INTO profiles (uid, nickname, avatar, create_time, update_time) SELECT uid, 'x', '', now(), now() FROM made)
      INSERT INTO room_members (room_id, uid, role, ruid, join_time, lease_until)
      SELECT ${roomId}, uid, 0, n + 10, '2020-01-01'::timestamptz + n * interval '1 second', '9999-01-01' FROM made`;
    const statements = await test.statements(async () => {
      const view = await readRoomView(test.deps, roomId);
      expect(view).toMatchObject({ stageTotal: 1, audienceTotal: 3000, handTotal: 0 });
      expect(view.audience).toHaveLength(50);
      expect(view.audience[0]?.joinTime).toBe(Date.UTC(2020, 0, 1, 0, 0, 1));
    });
    expect(statements).toHaveLength(1);
  });

  it("waits alone for a slow reader: the latest", async () => {
    const watcher = new Watcher("", () => undefined);
    const view = (seq: number) => ({ seq }) as StaffRoomView;
    for (const seq of [1, 2, 3]) watcher.tell(view(seq));
    expect(await watcher.next()).toEqual({ seq: 3 });
    const next = watcher.next();
    watcher.end();
    expect(await next).toBeUndefined();
  });
});
