import { z } from "zod";

/** Figures by day, in China's time (docs/staff.md, "Dashboard"). */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "日期不正确");

export const daysInput = z.object({ from: day, to: day }).refine(({ from, to }) => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days >= 0 && days < 400;
}, "日期范围不正确");

const retained = z.int().nullable();
export const dayStat = z.object({
  day,
  newUsers: z.int(),
  activeUsers: z.int(),
  rooms: z.int(),
  events: z.int(),
  messages: z.int(),
  casesOpened: z.int(),
  casesDecided: z.int(),
  /** Sum over the cases decided that day, first report to decision, in milliseconds. */
  handlingMs: z.number(),
  /** Of those who came that day, how many were active so many days later; null until that day is over. */
  retained1: retained,
  retained3: retained,
  retained7: retained,
  retained30: retained,
});
export type DayStat = z.output<typeof dayStat>;
export const dayStats = z.array(dayStat);

/** How it stands now. */
export const nowStats = z.object({
  users: z.int(),
  openRooms: z.int(),
  inRooms: z.int(),
  /** Open cases by how long they have waited. */
  openCases: z.object({ hour: z.int(), day: z.int(), threeDays: z.int(), older: z.int() }),
  freshFeedback: z.int(),
});
export type NowStats = z.output<typeof nowStats>;
