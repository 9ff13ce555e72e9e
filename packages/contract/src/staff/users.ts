import { z } from "zod";
import { flag, id, millis } from "../fields";
import { actionList, actionPreview, noticeText } from "./actions";
import { maybeMillis, reason, staffId, staffListOf, staffPage } from "./common";
import { caseAccount, penaltyRow } from "./reports";

/** Users, as staff look them up. */

const uid = staffId;

export const userSearchInput = staffPage.extend({
  /** A uid, a whole phone number, or how a nickname begins. */
  search: z.string().trim().max(50, "搜索内容不能超过50个字").optional(),
  /** State now: 1 normal, -1 limited, -2 frozen, -99 deleted. */
  status: z.literal([1, -1, -2, -99], { error: "账号状态不正确" }).optional(),
});
export type UserSearch = z.output<typeof userSearchInput>;

export const userRow = caseAccount.extend({
  /** With its middle hidden; "" once deleted. */
  mobile: z.string(),
  allowLive: flag,
  lastActiveTime: millis,
});
export const userList = staffListOf(userRow);
export type UserRow = z.output<typeof userRow>;

const client = { clientType: z.int(), versionName: z.string(), versionCode: z.int(), ip: z.string() };
const room = z.object({ roomId: id, name: z.string(), createTime: millis, closedTime: maybeMillis });

export const userDetail = userRow.extend({
  session: z.object({ ...client, createTime: millis, expireTime: millis }).nullable(),
  device: z.object({ clientType: z.int(), updateTime: millis }).nullable(),
  /** The last 20. */
  logins: z.array(z.object({ ...client, createTime: millis })),
  totals: z.object({
    cardsSent: z.int(),
    cardsHeld: z.int(),
    clubs: z.int(),
    rooms: z.int(),
    events: z.int(),
    messages: z.int(),
    reportsMade: z.int(),
    feedbacks: z.int(),
  }),
  /** The last 20 sent and received; `sent`: to that user, else from them. */
  cards: z.array(z.object({ uid: id, nickname: z.string(), avatar: z.string(), sent: flag, time: millis })),
  /** The last 20 joined. */
  clubs: z.array(z.object({ clubId: id, name: z.string(), joinTime: millis, owner: flag })),
  /** The last 20 created. */
  rooms: z.array(room),
  /** Where the user is now. */
  present: z.array(z.object({ roomId: id, name: z.string(), role: z.int() })),
  penalties: z.array(penaltyRow),
  cases: z.array(z.object({ caseId: id, status: z.int(), reportTotal: z.int(), firstReportTime: millis })),
});
export type UserDetail = z.output<typeof userDetail>;

export const userIdInput = z.object({ uid });
export const userReasonInput = z.object({ uid, reason });
export const revealed = z.object({ mobile: z.string() });
export const allowLiveInput = userReasonInput.extend({ allowLive: z.boolean() });
const actions = actionList.refine((list) => list.length > 0, "至少选择一项处理");
export const userActInput = userReasonInput.extend({
  actions,
  /** Instead of the words of the preview. */
  notice: noticeText.optional(),
});
export type UserAct = z.output<typeof userActInput>;

export const userPreviewInput = userIdInput.extend({ actions });
export const userPreview = actionPreview.extend({ notice: noticeText });
export type UserPreview = z.output<typeof userPreview>;
