import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { closeRoom, removeFromRooms, settleRoom } from "./presence";

/** Several at once: every change of a room waits for the one before. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const users = (count: number) => Promise.all(Array.from({ length: count }, () => test.user()));

async function roomOf(creator: TestUser): Promise<string> {
  return (await creator.post<RoomResult>("/room", { name: "活动", clubId: "" })).result.roomId;
}

const token = (user: TestUser, roomId: string) => user.post(`/room/${roomId}/token`);
const rolesOf = async (roomId: string) => {
  const members = await test.deps.db.roomMember.findMany({ where: { roomId, leftTime: null } });
  return Object.fromEntries(members.map((member) => [member.uid, member.role]));
};
const promote = (user: TestUser, roomId: string, role: number) =>
  test.deps.db.roomMember.update({ where: { roomId_uid: { roomId, uid: user.uid } }, data: { role } });
const isClosed = async (roomId: string) =>
  (await test.deps.db.room.findUniqueOrThrow({ where: { roomId } })).closedTime !== null;
const kickJobs = async (roomId: string) => {
  const rows = await test.deps.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM pgboss.job
    WHERE name = 'agora-kick' AND data->>'cname' = ${roomId} AND data->>'uid' IS NULL`;
  return rows[0]?.total;
};

it("20 users and one user 20 times ask for tokens: a row each, every integer once", async () => {
  const [host, eager, ...others] = (await users(22)) as [TestUser, TestUser, ...TestUser[]];
  const roomId = await roomOf(host);
  const many = Array.from({ length: 20 }, () => token(eager, roomId));
  const answers = await Promise.all([...many, ...others.map((user) => token(user, roomId))]);
  expect(answers.filter((answer) => answer.status !== 1)).toEqual([]);
  const members = await test.deps.db.roomMember.findMany({ where: { roomId }, orderBy: { ruid: "asc" } });
  expect(members.map((member) => member.ruid)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  expect((await host.get<RoomResult>(`/room/${roomId}`)).result.memberTotal).toBe(22);
});

it("a token beside the closing: whoever comes later finds no room, and nobody is left in it", async () => {
  for (let round = 0; round < 8; round++) {
    const [host, ...guests] = (await users(4)) as [TestUser, ...TestUser[]];
    const roomId = await roomOf(host);
    const calls = [() => host.post(`/room/${roomId}/close`), ...guests.map((user) => () => token(user, roomId))];
    const [closing, ...tokens] = await Promise.all(calls.map((call) => call()));
    expect(closing).toMatchObject({ status: 1 });
    for (const answer of tokens) expect([1, 400000]).toContain(answer.status || answer.result);
    expect(await rolesOf(roomId)).toEqual({});
    expect((await token(host, roomId)).result).toBe(400000);
    expect(await kickJobs(roomId)).toBe(1);
  }
});

it("all hosts go at once: the earliest speaker, and only that one, is host", async () => {
  for (let round = 0; round < 6; round++) {
    const [first, second, ...speakers] = (await users(5)) as [TestUser, TestUser, ...TestUser[]];
    const roomId = await roomOf(first);
    for (const user of [second, ...speakers]) {
      await token(user, roomId);
      test.clock.advance({ seconds: 1 });
    }
    await promote(second, roomId, 2);
    for (const user of speakers) await promote(user, roomId, 1);
    await Promise.all([first, second].map((user) => removeFromRooms(test.deps, user.uid)));
    const [heir, ...rest] = speakers.map((user) => user.uid);
    expect(await rolesOf(roomId)).toEqual({ [heir ?? ""]: 2, ...Object.fromEntries(rest.map((uid) => [uid, 1])) });
  }
});

it("the last host goes while another is being made: the room has a host, or is closed with nobody in it", async () => {
  for (let round = 0; round < 12; round++) {
    const [host, listener] = (await users(2)) as [TestUser, TestUser];
    const roomId = await roomOf(host);
    await token(listener, roomId);
    // What the room channel does for a promotion: lock, look, change.
    const promotion = () =>
      test.deps.db.$transaction(async (tx) => {
        const [room] = await tx.$queryRaw<{ open: boolean }[]>`
          SELECT closed_time IS NULL AS open FROM rooms WHERE room_id = ${roomId} FOR NO KEY UPDATE`;
        if (room?.open)
          await tx.$executeRaw`UPDATE room_members SET role = 2 WHERE room_id = ${roomId} AND uid = ${listener.uid}`;
      });
    const calls = [() => removeFromRooms(test.deps, host.uid), promotion];
    if (round % 2) calls.reverse();
    await Promise.all(calls.map((call) => call()));
    const closed = await isClosed(roomId);
    expect(await rolesOf(roomId)).toEqual(closed ? {} : { [listener.uid]: 2 });
  }
});

it("closing, settling, removing and the jobs at once close a room one time", async () => {
  for (let round = 0; round < 4; round++) {
    const [host, listener] = (await users(2)) as [TestUser, TestUser];
    const roomId = await roomOf(host);
    await token(listener, roomId);
    if (round % 2) test.clock.advance({ minutes: 10 });
    const closed = await Promise.all([
      closeRoom(test.deps, roomId, "staff"),
      closeRoom(test.deps, roomId, "staff"),
      settleRoom(test.deps, roomId).then(() => false),
      removeFromRooms(test.deps, host.uid).then(() => false),
      host.post(`/room/${roomId}/close`).then((answer) => answer.status === 1),
    ]);
    expect(closed.filter(Boolean).length).toBeLessThanOrEqual(1);
    expect(await isClosed(roomId)).toBe(true);
    expect(await kickJobs(roomId)).toBe(1);
  }
});

it("two users who are in the same rooms are removed from all of them at once", async () => {
  const [host, first, second] = (await users(3)) as [TestUser, TestUser, TestUser];
  const rooms: string[] = [];
  for (let n = 0; n < 5; n++) {
    test.clock.advance({ seconds: 2 });
    const roomId = await roomOf(host);
    rooms.push(roomId);
    for (const user of [first, second]) await token(user, roomId);
  }
  await Promise.all([first, second].map((user) => removeFromRooms(test.deps, user.uid)));
  for (const roomId of rooms) expect(await rolesOf(roomId)).toEqual({ [host.uid]: 2 });
});
