import { EventTimeStatus } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { EVENT_NEAR_MS } from "@chaoqer/db/views/event";

/** Pure rules of events (docs/api/event.md). */

/** How long an event stays in the list after its time. */
const LISTED_MS = 60 * 60_000;

/** An event's status at that moment, as the projection shows it. */
export function timeStatus(eventTime: Date, now: Date): EventTimeStatus {
  const ahead = eventTime.getTime() - now.getTime();
  if (ahead > EVENT_NEAR_MS) return EventTimeStatus.ahead;
  return ahead < -EVENT_NEAR_MS ? EventTimeStatus.past : EventTimeStatus.near;
}

/** The earliest event time that is still listed. */
export const listedFrom = (now: Date) => new Date(now.getTime() - LISTED_MS);

/** The time an event is set to, from milliseconds: ahead of now, at most a year. @throws DomainError refused */
export function checkTime(eventTime: number, now: Date): Date {
  if (eventTime <= now.getTime()) throw new DomainError("refused", "日程时间必须晚于当前时间");
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + 1);
  if (eventTime > latest.getTime()) throw new DomainError("refused", "日程时间不能超过一年");
  return new Date(eventTime);
}

/** Checks that nobody is named twice and that those who must be there are. @throws DomainError refused */
export function checkMembers(uids: readonly string[], required: readonly string[]): void {
  if (!required.every((uid) => uids.includes(uid))) throw new DomainError("refused", "嘉宾或主持人必须包含自己");
  if (new Set(uids).size < uids.length) throw new DomainError("refused", "嘉宾或主持人不能重复");
}

/** Checks that the event may be started at that moment. @throws DomainError refused */
export function checkStart(eventTime: Date, now: Date): void {
  const status = timeStatus(eventTime, now);
  if (status === EventTimeStatus.ahead) throw new DomainError("refused", "日程时间未开始");
  if (status === EventTimeStatus.past) throw new DomainError("refused", "日程时间已过期");
}
