import type { IncomingMessage } from "node:http";
import type { LinkPreviewResult } from "@chaoqer/contract/link";
import { mayVisit } from "./link-fetch/address";
import { readBody } from "./link-fetch/body";
import { decodePage } from "./link-fetch/charset";
import { readPage } from "./link-fetch/page";
import { LinkRefused } from "./link-fetch/refusal";
import { type Allow, type Door, type Resolve, requestPage, resolveByDns } from "./link-fetch/request";

/**
 * Fetches pages that users link to, without being turned against our own network (docs/api/link.md, "Fetching").
 * Every address is checked before it is connected to, on each redirect anew.
 */

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HTML = /^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i;

export interface LinkFetchOptions {
  /** Lets a test visit a server of its own: further addresses and ports that count as public. */
  allow?: Allow;
  /** How host names are resolved; DNS by default. */
  resolve?: Resolve;
  /** For a page with all its redirects, in milliseconds. */
  timeoutMs?: number;
  /** Bytes that are read of a page, also after decompression. */
  maxBytes?: number;
}

/** Where an answer sends on to; undefined if it is an answer itself. */
function redirectOf(response: IncomingMessage, url: URL): URL | undefined {
  const { statusCode = 0, headers } = response;
  if (!REDIRECTS.has(statusCode) || !headers.location) return undefined;
  // Node reads headers as Latin-1; what servers put there unescaped is UTF-8.
  const location = Buffer.from(headers.location, "latin1").toString("utf8");
  if (!URL.canParse(location, url.href)) throw new LinkRefused("a redirect to nowhere");
  return new URL(location, url);
}

/** Servers in trouble are worth another try, pages that are no HTML are not. */
function mustBeHtml({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode === 429 || statusCode >= 500) throw new Error(`HTTP ${statusCode}`);
  if (statusCode < 200 || statusCode > 299) throw new LinkRefused(`HTTP ${statusCode}`);
  if (!HTML.test(headers["content-type"] ?? "")) throw new LinkRefused("not HTML");
}

async function follow(link: URL, door: Door, signal: AbortSignal): Promise<{ url: URL; response: IncomingMessage }> {
  let url = link;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await requestPage(url, door, signal);
    try {
      const next = redirectOf(response, url);
      if (!next) {
        mustBeHtml(response);
        return { url, response };
      }
      url = next;
    } catch (error) {
      response.destroy();
      throw error;
    }
    response.destroy();
  }
  throw new LinkRefused("too many redirects");
}

/** The link fetcher. Without options it goes to the public Internet only. */
export function linkFetcher(options: LinkFetchOptions = {}) {
  const { allow, resolve = resolveByDns, timeoutMs = 5000, maxBytes = 1024 * 1024 } = options;
  const door: Door = { resolve, allow: (address, port) => mayVisit(address, port) || allow?.(address, port) === true };

  async function fetchPage(link: URL, signal: AbortSignal): Promise<LinkPreviewResult> {
    const { url, response } = await follow(link, door, signal);
    const bytes = await readBody(response, maxBytes);
    const preview = readPage(decodePage(bytes, response.headers["content-type"] ?? ""), url);
    if (preview.title === "" && preview.description === "" && preview.image === "")
      throw new LinkRefused("nothing to show");
    return preview;
  }

  return {
    /**
     * The preview of a page.
     * @throws LinkRefused when trying again would not help; any other error (network, time) may pass
     */
    async preview(link: string): Promise<LinkPreviewResult> {
      if (!URL.canParse(link)) throw new LinkRefused("not an address");
      const signal = AbortSignal.timeout(timeoutMs);
      const outOfTime = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      return Promise.race([fetchPage(new URL(link), signal), outOfTime]);
    },
  };
}
