import { z } from "zod";
import { id, lineOf, millis, textOf } from "../fields";
import { maybeMillis, staffBrief, staffId, staffListOf, staffPage } from "./common";

/** Official messages to one user, a list, or everyone (docs/staff.md, "Notices"). */

const noticeId = staffId;
export const noticeBody = {
  title: lineOf("标题", 50),
  content: textOf("内容", 500, 1),
  /** Where a tap leads: an http(s) or chaoqer:// address, or "". */
  url: z
    .string()
    .trim()
    .max(500, "链接不能超过500个字符")
    .regex(/^$|^(https?|chaoqer):\/\/\S+$/, "链接不正确")
    .default(""),
  audience: z.enum(["list", "all"]),
  /** Of a list; one user is a list of one. */
  uidList: z.array(staffId).max(10_000, "名单不能超过10000人").default([]),
};
const hasReceivers = ({ audience, uidList }: { audience: string; uidList: string[] }) =>
  (audience === "list") === uidList.length > 0;
const RECEIVERS = "请填写接收用户名单，或选择全部用户";

export const noticeCreateInput = z.object(noticeBody).refine(hasReceivers, RECEIVERS);
export const noticeUpdateInput = z.object({ noticeId, ...noticeBody }).refine(hasReceivers, RECEIVERS);
export type NoticeInput = z.output<typeof noticeCreateInput>;
export const noticeIdInput = z.object({ noticeId });
export const noticeTestInput = z.object({ noticeId, uid: staffId });

export const noticeRow = z.object({
  noticeId: id,
  title: z.string(),
  content: z.string(),
  url: z.string(),
  audience: z.enum(["list", "all"]),
  status: z.enum(["draft", "sending", "stopped", "done"]),
  listed: z.int(),
  /** Estimated when sending began. */
  total: z.int(),
  sent: z.int(),
  staff: staffBrief,
  createTime: millis,
  startTime: maybeMillis,
  endTime: maybeMillis,
});
export const noticeList = staffListOf(noticeRow);
export type NoticeRow = z.output<typeof noticeRow>;
export const noticeListInput = staffPage;
export const noticeDetail = noticeRow.extend({ uidList: z.array(z.string()) });
export type NoticeDetail = z.output<typeof noticeDetail>;

export const receiverSearchInput = z.object({
  /** A uid, or how a nickname begins. */
  search: z.string().trim().min(1, "请填写昵称或用户编号").max(50, "搜索内容不能超过50个字"),
});
export const receiver = z.object({ uid: id, nickname: z.string(), avatar: z.string() });
export const receiverList = z.array(receiver);
export type Receiver = z.output<typeof receiver>;

export const noticeReach = z.object({ users: z.int() });
