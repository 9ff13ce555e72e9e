import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { byCodeUnit } from "./encode";

/** What an OSS signature covers of a call. `key` and the query's values are decoded. */
export type OssCall = {
  method: string;
  bucket: string;
  key: string;
  query: [string, string][];
  headers: IncomingHttpHeaders;
};

/** Query parameters that are part of what V1 signs; it takes no notice of others. */
const subResources = new Set([
  ..."acl append bucketInfo callback callback-var cname comp cors delete encryption endTime img inventory".split(" "),
  ..."lifecycle live location logging objectInfo objectMeta partNumber policy position qos referer replication".split(
    " ",
  ),
  ..."replicationLocation replicationProgress requestPayment restore security-token sequential startTime".split(" "),
  ..."stat status style styleName symlink tagging uploadId uploads versionId versioning versions vod website worm".split(
    " ",
  ),
]);
const isSubResource = (name: string) =>
  subResources.has(name) || name.startsWith("response-") || name.startsWith("x-oss-");

/**
 * The V1 signature of a URL, and the text that was signed. `expires` is the URL's own.
 * Rule: help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls
 */
export function signOssV1(call: OssCall, expires: string, secret: string): { signature: string; stringToSign: string } {
  const headers = Object.keys(call.headers)
    .filter((name) => name.startsWith("x-oss-"))
    .sort(byCodeUnit)
    .map((name) => `${name}:${String(call.headers[name]).trim()}\n`)
    .join("");
  const sub = call.query
    .filter(([name]) => isSubResource(name))
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&");
  const stringToSign = [
    call.method,
    call.headers["content-md5"] ?? "",
    call.headers["content-type"] ?? "",
    expires,
    `${headers}/${call.bucket}/${call.key}${sub === "" ? "" : `?${sub}`}`,
  ].join("\n");
  return { signature: createHmac("sha1", secret).update(stringToSign).digest("base64"), stringToSign };
}
