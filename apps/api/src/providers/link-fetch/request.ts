import { Resolver } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isHttpUrl } from "@chaoqer/contract/fields";
import { LinkRefused } from "./refusal";

/** Finds all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** Whether an address and port may be connected to. */
export type Allow = (address: string, port: number) => boolean;

export interface Door {
  resolve: Resolve;
  allow: Allow;
}

const HEADERS = {
  "user-agent": "Mozilla/5.0 (compatible; ChaoqerLinkPreview/1.0)",
  accept: "text/html,application/xhtml+xml",
  "accept-language": "zh-CN,zh;q=0.9,en;q=0.5",
  "accept-encoding": "gzip, deflate, br",
};

/** Asks the name servers themselves: the system's resolver would hold threads that the process needs. */
export async function resolveByDns(hostname: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [v4, v6].flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (found.length === 0 && v4.status === "rejected") throw v4.reason;
  return found;
}

/** The addresses a URL leads to. @throws LinkRefused if any of them is out of bounds */
async function checkedAddresses(url: URL, { resolve, allow }: Door): Promise<string[]> {
  if (!isHttpUrl(url.href)) throw new LinkRefused("not an http(s) address without credentials");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const addresses = isIP(host) ? [host] : await resolve(host);
  if (addresses.length === 0) throw new LinkRefused("the host has no address");
  if (!addresses.every((address) => allow(address, port))) throw new LinkRefused("not a public address and web port");
  return addresses;
}

/** Answers a connection's look-up with addresses that were checked, so that no second answer of DNS counts. */
function pinned(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (hostname, options, callback) => {
    const fit = all.filter(({ family }) => !options.family || family === options.family);
    const first = fit[0];
    if (!first) callback(Object.assign(new Error(`no such address of ${hostname}`), { code: "ENOTFOUND" }), "");
    else if (options.all) callback(null, fit);
    else callback(null, first.address, first.family);
  };
}

/** Asks for one page, following nothing. The connection goes to an address that was checked, and is used once. */
export async function requestPage(url: URL, door: Door, signal: AbortSignal): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, door);
  signal.throwIfAborted();
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const options = { agent: false, headers: HEADERS, lookup: pinned(addresses), signal, maxHeaderSize: 32_768 };
    request(url, options, resolve).on("error", reject).end();
  });
}
