import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ActFrame, act } from "../domains/room/acts";
import { joinChannel, leaveRoom } from "../domains/room/connections";
import { closeRoom } from "../domains/room/presence";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { allowed, Schedule } from "./schedule";

/** Random schedules against the model; MODEL_SCHEDULES=5000 for a long run, MODEL_SEED to run one again. */
const SCHEDULES = Number(process.env.MODEL_SCHEDULES ?? 40);
const SEED = Number(process.env.MODEL_SEED ?? 1);
const STEPS = 30;

let test: TestApp;
let users: TestUser[];
beforeAll(async () => {
  test = await startTestApp();
  users = await Promise.all(Array.from({ length: 6 }, () => test.user()));
});
afterAll(() => test.close());

it(`${SCHEDULES} random schedules end as the model does`, { timeout: 3_600_000 }, async () => {
  for (let n = 0; n < SCHEDULES; n++) {
    const schedule = new Schedule(test, users, SEED + n);
    await schedule.start();
    try {
      for (let step = 0; step < STEPS && !schedule.model.closed; step++) {
        await schedule.step();
        if (step % 10 === 9) await schedule.compare();
      }
      // Quiet: every grace ends, every dead process is found.
      for (const seconds of [11, 31, 1]) await schedule.tick(seconds);
      await schedule.compare();
    } catch (error) {
      throw new Error(`MODEL_SEED=${SEED + n}: ${schedule.done.join("; ")}`, { cause: error });
    }
    await closeRoom(test.deps, schedule.roomId, "staff");
  }
});

it("whatever happens at once, the log and the tables agree, and an open room has a host", {
  timeout: 300_000,
}, async () => {
  for (let n = 0; n < 10; n++) {
    const schedule = new Schedule(test, users, 1000 + SEED + n);
    await schedule.start();
    const { roomId, pick } = schedule;
    const held = await Promise.all(
      users.map(async ({ uid }) => {
        const one = { roomId, uid, connectionId: randomUUID(), processId: schedule.processes[0] ?? "" };
        await joinChannel(test.deps, one);
        return one;
      }),
    );
    const works = Array.from({ length: 24 }, () => {
      const by = pick.call(schedule, held) as (typeof held)[number];
      const data = (pick.call(schedule, users) as TestUser).uid;
      const frames: ActFrame[] = [
        { event: "invite", sender: by.uid, action: "response", data },
        { event: "role", sender: by.uid, action: 1, data: by.uid },
        { event: "role", sender: by.uid, action: 2, data },
        { event: "role", sender: by.uid, action: 0, data },
        { event: "kick", sender: by.uid, data: { uid: data, minutes: 0 } },
      ];
      return () => act(test.deps, by, pick.call(schedule, frames) as ActFrame);
    });
    const leaving = () => leaveRoom(test.deps, held[0] as (typeof held)[number]);
    await Promise.all([...works, leaving].map((work) => allowed(work())));
    const rows = await test.deps.db.roomMember.findMany({ where: { roomId, leftTime: null } });
    const room = await test.deps.db.room.findUniqueOrThrow({ where: { roomId } });
    if (room.closedTime) expect(rows).toEqual([]);
    else {
      expect(rows.some((row) => row.role === 2)).toBe(true);
      const roles = Object.fromEntries(rows.map((row) => [row.uid, row.role]));
      expect(await schedule.told()).toEqual(roles);
    }
  }
});
