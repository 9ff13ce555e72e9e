import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { isHttpUrl } from "@chaoqer/contract/fields";
import { LinkifyIt } from "linkify-it";

/** Pure rules of links (docs/api/link.md). Times in milliseconds. */

/** How long a preview counts as fresh. */
export const PREVIEW_TTL_MS = 7 * 86_400_000;
/** How long a page that could not be read is left alone, and a fetch that was asked for is waited for. */
export const RETRY_AFTER_MS = 3_600_000;

const MAX_LENGTH = 300;
/** Links that are taken from one text; more of them are no longer something to preview. */
const MAX_LINKS = 20;

// The list is JSON, which Node's ESM imports only with an attribute that bundlers treat each in their own way.
const tlds = createRequire(import.meta.url)("tlds") as string[];

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false, urlAuth: true, tlds });
for (const schema of ["//", "ftp:", "mailto:"]) linkify.add(schema, null);

/** A link as its hash is made of it: as written, with `http://` in front if it has no http(s) scheme. */
function withScheme(written: string): string {
  return /^https?:\/\//i.test(written) ? written : `http://${written}`;
}

/**
 * The links in a text, each in the form that is hashed. Chinese text may touch a link without a space, so a link ends
 * at the first character that is not ASCII, unless the text is nothing but a link.
 */
export function findLinks(text: string): string[] {
  const whole = text.trim();
  const written = /^https?:\/\/\S+$/i.test(whole) ? [whole] : [];
  const ascii = text.replace(/[^\x21-\x7e]+/g, " ");
  const found = linkify.match(ascii)?.map((match) => match.raw) ?? [];
  const links = [...written, ...found].map(withScheme).filter((link) => link.length <= MAX_LENGTH && isHttpUrl(link));
  return [...new Set(links)].slice(0, MAX_LINKS);
}

/** The key of a link: the MD5 that clients ask for, of the form that `findLinks` answers. */
export function linkMd5(link: string): string {
  return createHash("md5").update(link).digest("hex");
}
