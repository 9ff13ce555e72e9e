import type { ParamValue } from "@chaoqer/contract/sign";
import { z } from "zod";
import type { Params } from "./params";

/** What a parameter is read as; shipped clients send numbers as text and text as numbers. */
type Kind = "text" | "number" | "list" | "other";
export type Kinds = ReadonlyMap<string, Kind>;

function kindOf(schema: z.core.$ZodType): Kind {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return kindOf(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return kindOf(schema.def.in);
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodArray) return "list";
  return "other";
}

/** The kinds of a procedure's parameters, worked out once at start. */
export function kindsOf(input: unknown): Kinds {
  if (!(input instanceof z.ZodObject)) return new Map();
  return new Map(Object.entries(input.shape).map(([key, schema]) => [key, kindOf(schema as z.ZodType)]));
}

function readList(text: string): ParamValue {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as ParamValue[]) : text;
  } catch {
    return text;
  }
}

const asText = (value: ParamValue) => (typeof value === "number" ? String(value) : value);

function coerce(kind: Kind, value: ParamValue): ParamValue {
  if (kind === "text") return asText(value);
  if (kind === "number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (kind !== "list") return value;
  const list = typeof value === "string" ? readList(value) : value;
  return Array.isArray(list) ? list.map(asText) : list;
}

/**
 * The input of a procedure: null counts as absent, decimal text and numbers stand for each other, a list may be JSON in
 * text. What cannot be read stays as it is, so that the procedure's schema refuses it in its own turn.
 */
export function toInput(kinds: Kinds, params: Params): Record<string, ParamValue> {
  const input: Record<string, ParamValue> = {};
  for (const [key, kind] of kinds) {
    const value = params.get(key);
    if (value !== undefined && value !== null) input[key] = coerce(kind, value);
  }
  return input;
}
