import { z } from "zod";
import { lineOf, textOf } from "../fields";

/** What staff do to an account or a room; several at once (docs/staff.md, "Actions"). */

/** How long a limit or freeze lasts; null: for good. */
const hours = z.int().min(1, "时长至少1小时").max(43_800, "时长不能超过5年").nullable();

export const penaltyAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("lift") }),
  z.object({ kind: z.literal("warn") }),
  z.object({ kind: z.literal("limit"), hours }),
  z.object({ kind: z.literal("freeze"), hours }),
  z.object({ kind: z.literal("close_room") }),
  z.object({ kind: z.literal("reset_nickname") }),
  z.object({ kind: z.literal("reset_avatar") }),
  z.object({ kind: z.literal("reset_bio") }),
  z.object({ kind: z.literal("reset_name") }),
]);
export type PenaltyAction = z.output<typeof penaltyAction>;
export type PenaltyKind = PenaltyAction["kind"];

export const actionList = z
  .array(penaltyAction)
  .max(9)
  .refine((actions) => new Set(actions.map(({ kind }) => kind)).size === actions.length, "同一种处理不能重复");

/** What actions would do, before they are carried out. */
export const actionPreview = z.object({
  /** What will happen, a sentence each. */
  consequences: z.array(z.string()),
  /** What speaks against it: someone else is on it, the account is gone. */
  warnings: z.array(z.string()),
});

/** A message to a user in the words of staff. */
export const noticeText = z.object({ title: lineOf("标题", 50), content: textOf("内容", 500, 1) });
export type NoticeText = z.output<typeof noticeText>;
