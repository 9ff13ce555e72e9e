import { z } from "zod";
import { ID, id, millis, textOf } from "../fields";

/** Parts of the console's calls (docs/staff.md). Times are integer milliseconds since 1970. */

export const STAFF_ROLES = ["moderator", "operator", "admin"] as const;
export const staffRole = z.enum(STAFF_ROLES, { error: "角色不正确" });
export type StaffRole = z.output<typeof staffRole>;

/** A member of staff as the others see them. */
export const staffBrief = z.object({ staffId: id, username: z.string(), displayName: z.string() });

/** Why a member of staff does something; it stays in the audit log. */
export const reason = textOf("原因", 500, 1);

/** An id that the console sends. */
export const staffId = z.string().regex(ID, "编号不正确");

const AFTER = /^(-?\d{1,16})(?::([a-f0-9]{32}))?$/;

/** Where a page goes on: after this number (a time, a total, an id) and, where that is shared, this id. */
export interface After {
  value: number;
  id: string;
}

/** 1 to 100 items; `after` is the `next` of the page before. */
export const staffPage = z.object({
  count: z.int().min(1, "count只能在1到100之间").max(100, "count只能在1到100之间").default(20),
  after: z
    .string()
    .regex(AFTER, "页码不正确")
    .transform((text): After => {
      const [, value = "0", last = ""] = AFTER.exec(text) ?? [];
      return { value: Number(value), id: last };
    })
    .optional(),
});
export type StaffPage = z.output<typeof staffPage>;

/** A page of an answer; `next` is null on the last one. */
export function staffListOf<T extends z.ZodType>(item: T) {
  return z.object({ list: z.array(item), next: z.string().nullable() });
}

/** A moment that is not there yet, or not at all. */
export const maybeMillis = millis.nullable();
