import { z } from "zod";
import { codeOf, flag, id, lineOf, millis, pathId, sentId, textOf } from "./fields";
import { pageOf } from "./page";
import { roomResult } from "./room";

/** What an event is made of; time limits and members are checked by the api, which knows the clock and the caller. */
const eventFields = {
  name: lineOf("日程标题", 100),
  desc: textOf("日程介绍", 300).optional(),
  /** The document's default is 0, which is never ahead. */
  eventTime: z.int().default(0),
  memberUidList: z.array(sentId).min(1, "嘉宾或主持人不能为空").max(50, "嘉宾或主持人不能超过50人"),
};
export const eventCreateInput = z.object(eventFields);
export const eventUpdateInput = z.object({ eventId: pathId, ...eventFields });
export const eventIdInput = z.object({ eventId: pathId });

/** An event as the viewer sees it; `notify` is about the viewer. */
export const eventResult = z.object({
  eventId: id,
  uid: id,
  name: z.string(),
  desc: z.string().optional(),
  eventTime: millis,
  eventTimeStatus: codeOf("eventTimeStatus", [0, 1, 2]),
  memberUidList: z.array(id),
  notify: flag,
  createTime: millis,
  roomId: id.optional(),
  roomResult: roomResult.optional(),
});
export type EventResult = z.output<typeof eventResult>;

export const eventPage = pageOf(z.object({ eventId: id, eventResult, eventTime: millis, sequenceId: z.string() }));
export type EventPage = z.output<typeof eventPage>;
