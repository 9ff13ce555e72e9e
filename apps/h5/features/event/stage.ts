import { EventTimeStatus } from "@chaoqer/contract/enums";
import type { H5EventResult } from "@chaoqer/contract/h5";

/**
 * Where an event stands: `ahead`; `soon`, its time is near; `waiting`, its time has come and nobody has begun; `running`,
 * its room is open; `over`, its room has closed or its time has passed.
 */
export type Stage = "ahead" | "soon" | "waiting" | "running" | "over";

type Timed = Pick<H5EventResult, "eventTime" | "eventTimeStatus" | "roomId" | "roomResult">;

/** @param now milliseconds since 1970. */
export function stageOf({ eventTime, eventTimeStatus, roomId, roomResult }: Timed, now: number): Stage {
  if (roomResult) return "running";
  if (roomId || eventTimeStatus === EventTimeStatus.past) return "over";
  if (eventTimeStatus === EventTimeStatus.ahead) return "ahead";
  return now < eventTime ? "soon" : "waiting";
}

/** What the page says and does in each stage. */
export const STAGES: Record<Stage, { tag: string; live: boolean; open: string }> = {
  ahead: { tag: "预告", live: false, open: "打开超圈，预约日程" },
  soon: { tag: "马上开始", live: true, open: "打开超圈，预约日程" },
  waiting: { tag: "等主持人开场", live: true, open: "打开超圈，等开场" },
  running: { tag: "正在进行", live: true, open: "打开超圈，进去听听" },
  over: { tag: "已结束", live: false, open: "打开超圈，看看别的日程" },
};
