import { createHash, createHmac } from "node:crypto";
import { byCodeUnit, percentEncode } from "./encode";
import type { OssCall } from "./oss-v1";

/** `accessKeyId/yyyymmdd/region/oss/aliyun_v4_request`, taken apart. */
export type V4Credential = { accessKeyId: string; date: string; region: string };

/** The parts of `x-oss-credential`, or undefined if it is not of that form. */
export function parseV4Credential(text: string): V4Credential | undefined {
  const match = /^([\w.-]+)\/(\d{8})\/([a-z0-9-]+)\/oss\/aliyun_v4_request$/.exec(text);
  return match?.[1] && match[2] && match[3] ? { accessKeyId: match[1], date: match[2], region: match[3] } : undefined;
}

/** The time of `yyyymmddThhmmssZ` in milliseconds, or undefined. */
export function parseV4Date(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The V4 signature of a URL, and the two texts the vendor quotes when it differs.
 * Rule: help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
 */
export function signOssV4(
  call: OssCall,
  credential: V4Credential,
  date: string,
  secret: string,
): { signature: string; stringToSign: string; canonicalRequest: string } {
  const additional = (call.query.find(([name]) => name === "x-oss-additional-headers")?.[1] ?? "")
    .split(";")
    .filter((name) => name !== "");
  const names = new Set(additional);
  for (const name of Object.keys(call.headers)) {
    if (name === "content-type" || name === "content-md5" || name.startsWith("x-oss-")) names.add(name);
  }
  const headers = [...names].sort(byCodeUnit).map((name) => `${name}:${String(call.headers[name] ?? "").trim()}\n`);
  const query = call.query
    .filter(([name]) => name !== "x-oss-signature")
    .map(([name, value]): [string, string] => [percentEncode(name), percentEncode(value)])
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  const canonicalRequest = [
    call.method,
    percentEncode(`/${call.bucket}/${call.key}`).replace(/%2F/g, "/"),
    query.join("&"),
    headers.join(""),
    additional.join(";"),
    String(call.headers["x-oss-content-sha256"] ?? "UNSIGNED-PAYLOAD"),
  ].join("\n");
  const scope = `${credential.date}/${credential.region}/oss/aliyun_v4_request`;
  const hash = createHash("sha256").update(canonicalRequest).digest("hex");
  const stringToSign = ["OSS4-HMAC-SHA256", date, scope, hash].join("\n");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const key = hmac(
    hmac(hmac(hmac(`aliyun_v4${secret}`, credential.date), credential.region), "oss"),
    "aliyun_v4_request",
  );
  return { signature: hmac(key, stringToSign).toString("hex"), stringToSign, canonicalRequest };
}
