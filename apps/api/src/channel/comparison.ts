import type { RoomResult } from "@chaoqer/contract/room";
import { expect } from "vitest";
import { readLog } from "../domains/room/log";
import type { TestUser } from "../testing/harness";
import type { Live, Schedule } from "./schedule";
import { type TestProcess, told } from "./testing";

/** A schedule's room as the tables, the processes and the connections have it, against the model. */

const PATIENCE = { interval: 5, timeout: 20_000 };

/** What a process answers over REST is the model's. */
export async function compareAnswer(schedule: Schedule, process: TestProcess): Promise<void> {
  const { model, roomId } = schedule;
  const reader = schedule.users[1] as TestUser;
  const { result, status } = await schedule.client(reader, process).get<RoomResult>(`/room/${roomId}`);
  if (model.closed) return expect([status, result]).toEqual([0, 400000]);
  expect(result.memberList.map(({ uid }) => uid)).toEqual(model.order);
  expect(result.memberTotal).toBe(model.members.size);
}

/** Who is in the room, as what, by the model: the form in which the others are compared with it. */
function membersOf({ model }: Schedule): Record<string, unknown> {
  const all = [...model.members].map(([uid, { role, muted }]) => {
    return [uid, { role, muted: Number(muted), ruid: model.ruids.get(uid) }];
  });
  return Object.fromEntries(all);
}

async function compareTables({ world, roomId, model }: Schedule, expected: Record<string, unknown>): Promise<void> {
  const { db } = world.test.deps;
  const rows = await db.roomMember.findMany({ where: { roomId, leftTime: null } });
  const stored = rows.map(({ uid, role, muted, ruid }) => [uid, { role, muted: Number(muted), ruid }]);
  expect(Object.fromEntries(stored), "the tables").toEqual(expected);
  const { closedTime } = await db.room.findUniqueOrThrow({ where: { roomId } });
  expect(closedTime !== null, "closed").toBe(model.closed);
  const hosts = rows.filter(({ role }) => role === 2).length;
  if (!model.closed) expect(hosts, "hosts of an open room").toBeGreaterThan(0);
  const log = await readLog(world.test.deps, roomId, 0);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
}

/** What a connection was told since it came; a host the raised hands, too. */
async function compareTold({ model }: Schedule, live: Live, members: object, name: string): Promise<void> {
  const host = model.members.get(live.user.uid)?.role === 2;
  const shown = () => {
    const state = told(live.socket);
    const all = Object.entries(state.members).map(([uid, { role, muted, ruid }]) => [uid, { role, muted, ruid }]);
    return { members: Object.fromEntries(all), hands: host ? state.hands.map(({ uid }) => uid) : [] };
  };
  const expected = { members, hands: host ? model.hands : [] };
  await expect.poll(shown, { ...PATIENCE, message: `what ${name} was told` }).toEqual(expected);
  expect(live.socket.closed, `${name} is connected`).toBeUndefined();
}

/** The tables, each process's answers and every connection agree with the model, and no connection is left over. */
export async function compare(schedule: Schedule): Promise<void> {
  const { world, roomId } = schedule;
  const expected = membersOf(schedule);
  await compareTables(schedule, expected);
  for (const process of world.alive) await compareAnswer(schedule, process);
  const here = schedule.lives.filter((live) => schedule.held(live));
  for (const live of here) await compareTold(schedule, live, expected, schedule.name(live.user.uid));
  const served = () => {
    const all = world.alive.flatMap(({ app }) => [...(app.channel.hub.feeds.get(roomId)?.connections ?? [])]);
    return all.map(({ connectionId }) => connectionId).sort();
  };
  const wanted = here.map(({ connection }) => connection.connectionId).sort();
  await expect.poll(served, { ...PATIENCE, message: "connections" }).toEqual(wanted);
}
