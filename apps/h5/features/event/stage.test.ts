import type { RoomResult } from "@chaoqer/contract/room";
import { expect, it } from "vitest";
import { stageOf } from "./stage";

const TIME = 1_800_000_000_000;
const room = { roomId: "r" } as RoomResult;

it.each([
  ["ahead", { eventTimeStatus: 0 as const }, TIME - 3_600_000],
  ["soon", { eventTimeStatus: 1 as const }, TIME - 60_000],
  ["waiting", { eventTimeStatus: 1 as const }, TIME + 60_000],
  ["over", { eventTimeStatus: 2 as const }, TIME + 3_600_000],
  ["running", { eventTimeStatus: 2 as const, roomId: "r", roomResult: room }, TIME + 3_600_000],
  ["over", { eventTimeStatus: 1 as const, roomId: "r" }, TIME + 60_000],
])("%s: %j", (stage, event, now) => {
  expect(stageOf({ eventTime: TIME, ...event }, now)).toBe(stage);
});
