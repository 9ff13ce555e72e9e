import { isHttpUrl } from "@chaoqer/contract/fields";

export interface Part {
  /** Where it begins in the text. */
  at: number;
  words: string;
  /** Only for http(s) addresses. */
  href?: string;
}

/** Up to a space or a sign that ends an address in Chinese prose or in brackets. */
const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）【】《》「」]+/gi;
/** What closes a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}]+$/;

/** A text cut into plain words and links. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(TRAILING, "");
    if (!isHttpUrl(address)) continue;
    if (index > done) parts.push({ at: done, words: text.slice(done, index) });
    parts.push({ at: index, words: address, href: address });
    done = index + address.length;
  }
  if (done < text.length) parts.push({ at: done, words: text.slice(done) });
  return parts;
}
