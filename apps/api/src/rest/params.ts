import { DomainError } from "@chaoqer/contract/errors";
import { type ParamValue, signText } from "@chaoqer/contract/sign";
import { visit } from "jsonc-parser";

/** The parameters of a call: the union of its query string and its body (docs/api/transport.md, "Parameters"). */
export type Params = Map<string, ParamValue>;

const malformed = (what: string) => new DomainError("malformed", `Params Not Valid: ${what}`);

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw malformed("percent-encoding");
  }
}

/** Reads `k=v&k=v`; a key that stands twice is malformed. */
function parseForm(text: string): Params {
  const params: Params = new Map();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    if (params.has(key)) throw malformed(`${key} stands twice`);
    params.set(key, at < 0 ? "" : decode(pair.slice(at + 1)));
  }
  return params;
}

function parseJson(text: string): Params {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("JSON");
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw malformed("a JSON object is expected");
  refuseDoubleKeys(text);
  return new Map(Object.entries(value as Record<string, ParamValue>));
}

/** JSON.parse silently keeps the last of two members of one name. */
function refuseDoubleKeys(text: string): void {
  const seen = new Set<string>();
  let depth = 0;
  visit(text, {
    onObjectBegin: () => {
      depth += 1;
    },
    onObjectEnd: () => {
      depth -= 1;
    },
    onObjectProperty: (key) => {
      if (depth !== 1) return;
      if (seen.has(key)) throw malformed(`${key} stands twice`);
      seen.add(key);
    },
  });
}

function parseBody(body: Buffer, contentType: string): Params {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw malformed("UTF-8");
  }
  if (text.trim() === "") return new Map();
  return contentType.toLowerCase().startsWith("application/json") ? parseJson(text) : parseForm(text);
}

/**
 * Reads a call's parameters as they were sent, before any reading of types (the sign is over these).
 * @param url path and query as on the request line. @throws DomainError malformed
 */
export function readParams(url: string, body: Buffer | undefined, contentType: string | undefined): Params {
  const at = url.indexOf("?");
  const params = at < 0 ? new Map<string, ParamValue>() : parseForm(url.slice(at + 1));
  if (!body || body.length === 0) return params;
  for (const [key, value] of parseBody(body, contentType ?? "")) {
    const other = params.get(key);
    if (other !== undefined && signText(other) !== signText(value)) throw malformed(`${key} has two values`);
    params.set(key, value);
  }
  return params;
}
