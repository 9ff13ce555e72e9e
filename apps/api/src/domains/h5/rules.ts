import { createHash } from "node:crypto";
import { DomainError } from "@chaoqer/contract/errors";
import { isHttpUrl } from "@chaoqer/contract/fields";

/** Pure rules of the share pages (docs/api/h5.md). */

/** Host and port as browsers write them, so that no other reader of the address can find another host in it. */
const PLAIN_AUTHORITY = /^https?:\/\/[a-z0-9.:[\]_-]+(?:[/?#]|$)/i;

/** Whether the two name one host and port; the scheme's own port may be left out. */
function sameHost(page: URL, allowed: string): boolean {
  const address = `${page.protocol}//${allowed}`;
  return URL.canParse(address) && new URL(address).host === page.host;
}

/**
 * The address that is signed: as the page has it, without its `#…` part.
 * @param hosts hosts, with a port where it is not the scheme's own. @throws DomainError refused
 */
export function signedAddress(url: string, hosts: readonly string[]): string {
  if (!PLAIN_AUTHORITY.test(url) || !isHttpUrl(url)) throw new DomainError("refused", "页面地址不正确");
  const page = new URL(url);
  if (!hosts.some((allowed) => sameHost(page, allowed)))
    throw new DomainError("refused", "页面地址的域名不在允许范围内");
  return url.split("#", 1)[0] ?? url;
}

interface Signable {
  ticket: string;
  nonceStr: string;
  timestamp: string;
  url: string;
}

/** WeChat's JS SDK signature over the raw values: 40 hex of SHA-1. */
export function jsSdkSignature({ ticket, nonceStr, timestamp, url }: Signable): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
  return createHash("sha1").update(text).digest("hex");
}
