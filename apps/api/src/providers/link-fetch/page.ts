import { isHttpUrl } from "@chaoqer/contract/fields";
import type { LinkPreviewResult } from "@chaoqer/contract/link";
import { cleanLine } from "@chaoqer/contract/text";
import { Parser } from "htmlparser2";

/** Longest texts and addresses that are kept, in characters; longer texts are cut, longer addresses left out. */
const MAX_TITLE = 200;
const MAX_DESCRIPTION = 500;
const MAX_URL = 1000;

/** Where each field may stand, best first: Open Graph (https://ogp.me), then what HTML has for it. */
const SOURCES = {
  title: ["og:title", "<title>"],
  description: ["og:description", "description"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "<image_src>", "image"],
  url: ["og:url", "<canonical>"],
} as const;

/** What a page says of itself, by name; the first of a name counts. `<kind>` is an element's or a link's. */
function collect(html: string): Map<string, string> {
  const found = new Map<string, string>();
  const keep = (name: string, value: string | undefined) => {
    if (value?.trim() && !found.has(name)) found.set(name, value);
  };
  let title: string | undefined;
  let svgs = 0;
  const parser = new Parser({
    onopentag(tag, attributes) {
      const { name = "", property = name, itemprop = property, content, rel = "", href } = attributes;
      if (tag === "svg") svgs++;
      else if (tag === "title" && svgs === 0) title = "";
      else if (tag === "base") keep("<base>", href);
      else if (tag === "meta") for (const key of new Set([property, name, itemprop])) keep(key.toLowerCase(), content);
      else if (tag === "link") for (const kind of rel.toLowerCase().split(/\s+/)) keep(`<${kind}>`, href);
    },
    ontext(text) {
      if (title !== undefined) title += text;
    },
    onclosetag(tag) {
      if (tag === "svg") svgs--;
      if (tag !== "title" || title === undefined) return;
      keep("<title>", title);
      title = undefined;
    },
  });
  parser.end(html);
  return found;
}

function lineOf(text: string | undefined, max: number): string {
  const line = cleanLine(text ?? "").replace(/\s+/g, " ");
  return line.length <= max ? line : `${[...line].slice(0, max - 1).join("")}…`;
}

function addressOf(text: string | undefined, base: string): string {
  const address = text?.trim() ?? "";
  if (address === "" || !URL.canParse(address, base)) return "";
  const { href } = new URL(address, base);
  return isHttpUrl(href) && href.length <= MAX_URL ? href : "";
}

/** What a page shows of itself; a field that it lacks is "". @param url where the page was found */
export function readPage(html: string, url: URL): LinkPreviewResult {
  const found = collect(html);
  const pick = (field: keyof typeof SOURCES) => SOURCES[field].map((name) => found.get(name)).find(Boolean);
  const base = addressOf(found.get("<base>"), url.href) || url.href;
  return {
    title: lineOf(pick("title"), MAX_TITLE),
    description: lineOf(pick("description"), MAX_DESCRIPTION),
    image: addressOf(pick("image"), base),
    url: addressOf(pick("url"), base) || addressOf(url.href, base),
  };
}
