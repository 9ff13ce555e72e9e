import { AccountState } from "@chaoqer/contract/enums";
import type { NoticeText, PenaltyAction, PenaltyKind } from "@chaoqer/contract/staff/actions";
import { holds } from "../account/rules";

/** Pure rules of penalties (docs/staff.md, "Actions"). */

const HOUR_MS = 3_600_000;

/** Stands for "for good" where null says "not at all": a limit beneath a freeze. */
export const FOR_GOOD = new Date("9999-12-31T00:00:00Z");

/** What keeps an account from acting, as its row says. */
export interface Hold {
  status: number;
  frozenUntil: Date | null;
  limitedUntil: Date | null;
}

/** A limit or freeze in force; `until` null: for good. */
export interface Ban {
  kind: string;
  until: Date | null;
}

/** The longest of these; undefined if there is none. */
function longest(bans: readonly Ban[], kind: string, now: Date): { until: Date | null } | undefined {
  const inForce = bans.filter((ban) => ban.kind === kind && holds(ban.until, now));
  if (inForce.length === 0) return undefined;
  if (inForce.some((ban) => ban.until === null)) return { until: null };
  return { until: new Date(Math.max(...inForce.map((ban) => ban.until?.getTime() ?? 0))) };
}

/** An account's row under these bans: the longest freeze, beneath it the longest limit. */
export function holdOf(bans: readonly Ban[], now: Date): Hold {
  const freeze = longest(bans, "freeze", now);
  const limit = longest(bans, "limit", now);
  if (freeze) {
    const limitedUntil = limit ? (limit.until ?? FOR_GOOD) : null;
    return { status: AccountState.frozen, frozenUntil: freeze.until, limitedUntil };
  }
  if (limit) return { status: AccountState.limited, frozenUntil: null, limitedUntil: limit.until };
  return { status: AccountState.normal, frozenUntil: null, limitedUntil: null };
}

/** Bans that a row shows although no penalty is on record for them. */
export function unrecorded(row: Hold, recorded: readonly Ban[], now: Date): Ban[] {
  const bans: Ban[] = [];
  const has = (kind: string) => recorded.some((ban) => ban.kind === kind);
  if (row.status === AccountState.frozen && holds(row.frozenUntil, now) && !has("freeze"))
    bans.push({ kind: "freeze", until: row.frozenUntil });
  const limited =
    row.status === AccountState.limited || (row.status === AccountState.frozen && row.limitedUntil !== null);
  if (limited && holds(row.limitedUntil, now) && !has("limit")) {
    const forGood = row.limitedUntil?.getTime() === FOR_GOOD.getTime();
    bans.push({ kind: "limit", until: forGood ? null : row.limitedUntil });
  }
  return bans;
}

/** When what begins now ends; null: for good, or nothing to end. */
export function untilOf(action: PenaltyAction, now: Date): Date | null {
  const hours = "hours" in action ? action.hours : null;
  return hours === null ? null : new Date(now.getTime() + hours * HOUR_MS);
}

/** In this order actions are carried out, whatever order they were chosen in: a lift clears the way for what follows. */
const ORDER: readonly PenaltyKind[] = [
  "lift",
  "warn",
  "reset_nickname",
  "reset_avatar",
  "reset_bio",
  "reset_name",
  "close_room",
  "limit",
  "freeze",
];
export const inOrder = (actions: readonly PenaltyAction[]) =>
  [...actions].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/** A moment as users read it, in China's time. */
export function momentText(moment: Date): string {
  const parts = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}年${part("month")}月${part("day")}日${part("hour")}:${part("minute")}`;
}

/** What an action has done, as its user is told. */
function told(action: PenaltyAction, now: Date): string {
  const until = untilOf(action, now);
  const how = until ? `，至${momentText(until)}自动解除` : "";
  const sentences: Record<PenaltyKind, string> = {
    lift: "你的账号此前的限制已解除",
    warn: "请遵守社区规范，再次违规将受到更严厉的处理",
    limit: `你的账号已被限制发布和互动${how}`,
    freeze: `你的账号已被冻结${how}`,
    close_room: "你的活动已被关闭",
    reset_nickname: "你的昵称已被重置",
    reset_avatar: "你的头像已被重置",
    reset_bio: "你的个人介绍已被清空",
    reset_name: "你的活动名称已被清空",
  };
  return sentences[action.kind];
}

/** The words in which a user is told, unless staff find their own. @param grounds why, as users may know it; or "" */
export function noticeOf(actions: readonly PenaltyAction[], grounds: string, now: Date): NoticeText {
  const lifted = actions.every(({ kind }) => kind === "lift");
  const lead = lifted ? "" : `经核实，你的账号存在违反社区规范的行为${grounds ? `（${grounds}）` : ""}。`;
  const body = inOrder(actions)
    .map((action) => `${told(action, now)}。`)
    .join("");
  return {
    title: lifted ? "处罚解除通知" : "违规处理通知",
    content: `${lead}${body}如有疑问，可通过意见反馈联系我们。`,
  };
}

/** The nickname that replaces one that was taken away. */
export const plainNickname = (uid: string) => `用户${uid.slice(0, 6)}`;

/** A number in E.164 with its middle hidden; "" stays. */
export function maskMobile(mobile: string): string {
  return mobile.length < 9 ? mobile.replace(/.(?=..)/g, "*") : `${mobile.slice(0, -8)}****${mobile.slice(-4)}`;
}

/** What a search may mean as a whole phone number, in E.164; nothing if it is none. */
export function mobilesOf(search: string): string[] {
  const digits = search.replace(/[\s-]/g, "");
  if (!/^\+?\d{7,15}$/.test(digits)) return [];
  return digits.startsWith("+") ? [digits] : [`+86${digits}`, `+${digits}`];
}
