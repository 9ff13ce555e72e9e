import { z } from "zod";
import { MALFORMED } from "./fields";

/**
 * Keyset pages (docs/api/transport.md, "Pages"): `lastId` is the `sequenceId` of the last item seen.
 */

/** 0 to 100 items; 0 answers an empty list. */
const count = z.int().min(0, "count只能在0到100之间").max(100, "count只能在0到100之间");

const MAX_TIME = 8.64e15;
const SEQUENCE_ID = /^(0|[1-9]\d{0,15}):([a-f0-9]{32})$/;
const MESSAGE_ID = /^(0|[1-9]\d{0,15})$/;

/** Where a page goes on: strictly after this time and id in the list's order. */
export interface TimeKey {
  /** Milliseconds since 1970. */
  time: number;
  id: string;
}

/** Reads `time:id`; undefined if the text has another form. */
export function parseTimeKey(text: string): TimeKey | undefined {
  const match = SEQUENCE_ID.exec(text);
  if (!match?.[1] || !match[2] || Number(match[1]) > MAX_TIME) return undefined;
  return { time: Number(match[1]), id: match[2] };
}

/** Parameters of a list whose `sequenceId` is `time:id`. */
export const timePage = z.object({
  count,
  lastId: z
    .string()
    .refine((text) => text === "" || parseTimeKey(text) !== undefined, {
      error: "Params Not Valid: lastId",
      ...MALFORMED,
    })
    .transform((text) => parseTimeKey(text))
    .optional(),
});
export type TimePage = z.output<typeof timePage>;

/** Parameters of a list whose `sequenceId` is an increasing integer. */
export const numberPage = z.object({
  count,
  lastId: z
    .string()
    .refine((text) => text === "" || MESSAGE_ID.test(text), { error: "Params Not Valid: lastId", ...MALFORMED })
    .transform((text) => (text === "" ? undefined : Number(text)))
    .optional(),
});
export type NumberPage = z.output<typeof numberPage>;

/** A page in an answer: the request's own `count` and `lastId`, and the items. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ page: z.object({ count: z.int(), lastId: z.string().optional() }), list: z.array(item) });
}

/** The `page` member of an answer, echoing what was asked. */
export function echoPage(page: TimePage | NumberPage): { count: number; lastId?: string } {
  const { count: asked, lastId } = page;
  if (lastId === undefined) return { count: asked };
  return { count: asked, lastId: typeof lastId === "number" ? String(lastId) : `${lastId.time}:${lastId.id}` };
}
