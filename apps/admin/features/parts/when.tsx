"use client";

import { Tooltip } from "antd";

const full = new Intl.DateTimeFormat("zh-CN", { dateStyle: "medium", timeStyle: "medium", timeZone: "Asia/Shanghai" });
const short = new Intl.DateTimeFormat("zh-CN", {
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
  timeZone: "Asia/Shanghai",
});
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its largest unit. @param ms milliseconds */
export function spanText(ms: number): string {
  if (ms < MINUTE) return "不到1分钟";
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}分钟`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)}小时`;
  return `${Math.floor(ms / DAY)}天`;
}

// This locale writes dates as yyyy-mm-dd.
const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** A moment's date in China, as yyyy-mm-dd. @param time milliseconds since 1970 */
export const dateInChina = (time: number): string => calendar.format(time);

/** A moment in full, in China's time. @param time milliseconds since 1970 */
export const momentText = (time: number): string => full.format(time);

/** A moment: how long ago it was if that is recent, else the day and time. */
export function When({ time, none = "—" }: { time: number | null | undefined; none?: string }) {
  if (time === null || time === undefined) return none;
  const ago = Date.now() - time;
  const text = ago >= 0 && ago < DAY ? `${spanText(ago)}前` : short.format(time);
  return (
    <Tooltip title={full.format(time)}>
      <time dateTime={new Date(time).toISOString()} suppressHydrationWarning style={{ whiteSpace: "nowrap" }}>
        {text}
      </time>
    </Tooltip>
  );
}
