import { z } from "zod";
import { cleanLine, cleanText, fits, isBlank } from "./text";

/**
 * The parts that call schemas are made of. A wrong JSON type is a malformed request; every other issue is a refused
 * value whose message names the field in Chinese (docs/api/transport.md, "Which failure").
 */

/** 32 lower-case hex; the form of every id but a message's. */
export const ID = /^[a-f0-9]{32}$/;

/** A uid in a path: the API document's 24 hex are well-formed too, and find nothing. */
export const PATH_UID = /^(?:[a-f0-9]{24}|[a-f0-9]{32})$/;

/** An id in an answer. */
export const id = z.string().regex(ID);

/** An id that a caller sends outside the path; a value of another form refers to nothing, which the verb says. */
export const sentId = z.string();

/** An id that stands in the path of a REST call, where another form is another path. */
export const pathId = z.string().regex(ID);
export const pathUid = z.string().regex(PATH_UID);

/** A moment as integer milliseconds since 1970. */
export const millis = z.int();

/** 0 or 1. */
export const flag = z.union([z.literal(0), z.literal(1)]);

/** A one-line name of 1 to `max` characters; `min` 0 lets it be empty. */
export function lineOf(label: string, max: number, min: 0 | 1 = 1) {
  return z
    .string()
    .transform(cleanLine)
    .refine((text) => min === 0 || !isBlank(text), `${label}不能为空`)
    .refine((text) => fits(text, max), `${label}不能超过${max}个字`);
}

/** A text of several lines, at most `max` characters; `min` 1 refuses a blank one. */
export function textOf(label: string, max: number, min: 0 | 1 = 0) {
  return z
    .string()
    .transform(cleanText)
    .refine((text) => min === 0 || !isBlank(text), `${label}不能为空`)
    .refine((text) => fits(text, max), `${label}不能超过${max}个字`);
}

/** Whether the text is an absolute http(s) address without control characters, spaces or credentials. */
export function isHttpUrl(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.hostname !== "" && url.username === "" && url.password === "";
}

/** An http(s) address of at most 500 characters. */
export function httpUrlOf(label: string) {
  return z
    .string()
    .trim()
    .refine((text) => text !== "", `${label}不能为空`)
    .refine((text) => text.length <= 500, `${label}地址不能超过500个字符`)
    .refine((text) => text === "" || isHttpUrl(text), `${label}地址不正确`);
}

/** One of the given integers. */
export function codeOf<const T extends number>(label: string, values: readonly T[]) {
  return z
    .int()
    .refine((value): value is T => (values as readonly number[]).includes(value), `${label}不正确`)
    .transform((value) => value as T);
}

/** Marks an issue as a malformed request (400) although the JSON type is right. */
export const MALFORMED = { params: { malformed: true } } as const;
