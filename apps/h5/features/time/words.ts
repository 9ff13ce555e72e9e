/** Times in words. Plain arithmetic on offsets, because old phones know few time zones; also part of the page script. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WEEKDAYS = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
const NEAR_DAYS: Record<string, string> = { "-1": "昨天", "0": "今天", "1": "明天", "2": "后天" };

/** Minutes ahead of UTC. */
export const BEIJING = 480;

const pad = (value: number) => (value < 10 ? `0${value}` : String(value));
const localDate = (time: number, offset: number) => new Date(time + offset * MINUTE_MS);
const dayNumber = (time: number, offset: number) => Math.floor((time + offset * MINUTE_MS) / DAY_MS);

/** `20:00` */
export function clockWords(time: number, offset: number): string {
  const date = localDate(time, offset);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

/** `今天`, `明天`, else `11月28日 周六`, with the year if it is not this one. */
export function dayWords(time: number, now: number, offset: number): string {
  const near = NEAR_DAYS[String(dayNumber(time, offset) - dayNumber(now, offset))];
  if (near) return near;
  const date = localDate(time, offset);
  const year = date.getUTCFullYear();
  const prefix = year === localDate(now, offset).getUTCFullYear() ? "" : `${year}年`;
  return `${prefix}${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${WEEKDAYS[date.getUTCDay()]}`;
}

/** `今天 20:00` */
export function whenWords(time: number, now: number, offset: number): string {
  return `${dayWords(time, now, offset)} ${clockWords(time, offset)}`;
}

/** `北京时间`, elsewhere `UTC+9` or `UTC-3:30`. */
export function zoneWords(offset: number): string {
  if (offset === BEIJING) return "北京时间";
  const minutes = Math.abs(offset);
  const rest = minutes % 60 === 0 ? "" : `:${pad(minutes % 60)}`;
  return `UTC${offset < 0 ? "-" : "+"}${Math.floor(minutes / 60)}${rest}`;
}

/** How long until then, in whole minutes rounded up: `3 小时 20 分钟`; "" once it is there or a day or more ahead. */
export function countdownWords(time: number, now: number): string {
  const minutes = Math.ceil((time - now) / MINUTE_MS);
  if (minutes <= 0 || minutes >= 24 * 60) return "";
  return spanWords(minutes);
}

/** How long something has gone on: `刚刚开始`, `已聊 25 分钟`, `已聊 3 小时 5 分钟`, `已聊 2 天`. */
export function sinceWords(time: number, now: number): string {
  const minutes = Math.floor((now - time) / MINUTE_MS);
  if (minutes < 1) return "刚刚开始";
  return `已聊 ${minutes < 24 * 60 ? spanWords(minutes) : `${Math.floor(minutes / (24 * 60))} 天`}`;
}

function spanWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
}
