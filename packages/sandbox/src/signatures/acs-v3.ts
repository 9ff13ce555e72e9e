import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { byCodeUnit, percentEncode } from "./encode";

/** What ACS3-HMAC-SHA256 covers of a call. Rule: help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
export type Acs3Call = {
  method: string;
  path: string;
  query: [string, string][];
  headers: IncomingHttpHeaders;
  body: Buffer;
};

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`, or undefined if it is not of that form. */
export function parseAcs3(
  authorization: string,
): { accessKeyId: string; signedHeaders: string[]; signature: string } | undefined {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  if (!match?.[1] || !match[2] || !match[3]) return undefined;
  return { accessKeyId: match[1], signedHeaders: match[2].split(";"), signature: match[3] };
}

/** The headers that must be signed whenever they are there. */
export function mustBeSigned(headers: IncomingHttpHeaders): string[] {
  return Object.keys(headers).filter((name) => name.startsWith("x-acs-") || name === "host" || name === "content-type");
}

/** The signature of a call, and the text that was signed, which the vendor quotes when they differ. */
export function signAcs3(
  call: Acs3Call,
  signedHeaders: string[],
  secret: string,
): { signature: string; canonicalRequest: string } {
  const path = call.path.replace(/\+/g, "%20").replace(/\*/g, "%2A").replace(/%7E/g, "~");
  const query = [...call.query]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  const names = signedHeaders.map((name) => name.toLowerCase()).sort(byCodeUnit);
  const headers = names.map((name) => `${name}:${String(call.headers[name] ?? "").trim()}\n`).join("");
  // The body's own hash, not the one the caller states: a body that was changed on the way must not pass.
  const payload = createHash("sha256").update(call.body).digest("hex");
  const canonicalRequest = [call.method, path, query, headers, names.join(";"), payload].join("\n");
  const stringToSign = `ACS3-HMAC-SHA256\n${createHash("sha256").update(canonicalRequest).digest("hex")}`;
  return { signature: createHmac("sha256", secret).update(stringToSign).digest("hex"), canonicalRequest };
}
