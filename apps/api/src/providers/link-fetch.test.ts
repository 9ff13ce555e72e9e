import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LinkFetchOptions, linkFetcher } from "./link-fetch";
import { isPublicAddress } from "./link-fetch/address";
import { LinkRefused } from "./link-fetch/refusal";
import { html, type PageServer, redirect, startPageServer } from "./link-fetch/testing";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  server.pages = {};
});

/** Names that lead somewhere in these tests; others do not exist. */
const NAMES: Record<string, string[]> = {
  "page.test": ["127.0.0.1"],
  "inner.test": ["127.0.0.2"],
  "both.test": ["127.0.0.1", "10.0.0.1"],
  "metadata.test": ["169.254.169.254"],
  "six.test": ["::1"],
  "nothing.test": [],
};

async function resolve(hostname: string): Promise<string[]> {
  const addresses = NAMES[hostname];
  if (!addresses) throw Object.assign(new Error(`queryA ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
  return addresses;
}

/** A fetcher that may visit the test's own server under 127.0.0.1, and nothing else of this machine. */
const fetcher = (options: LinkFetchOptions = {}) =>
  linkFetcher({ resolve, allow: (address, port) => address === "127.0.0.1" && port === server.port, ...options });

/** A fetcher as in production, but for the port, so that only the address can be what it refuses. */
const strict = () =>
  linkFetcher({ resolve, allow: (address, port) => isPublicAddress(address) && port === server.port });

const link = (path: string, host = "page.test") => `http://${host}:${server.port}${path}`;
const titled = (title: string) => html(`<title>${title}</title>`);

describe("pages", () => {
  it("reads a page, asking for it by its name", async () => {
    server.pages["/a?b=1"] = titled("标题");
    expect(await fetcher().preview(link("/a?b=1"))).toMatchObject({ title: "标题", url: link("/a?b=1") });
    expect(server.seen).toEqual([{ host: `page.test:${server.port}`, path: "/a?b=1", address: "127.0.0.1" }]);
  });

  it("reads a GBK page", async () => {
    const body = Buffer.concat([Buffer.from("<title>"), Buffer.from("d6d0cec4b1eacce2", "hex")]);
    server.pages["/gbk"] = html(body, { "content-type": "text/html; charset=gb2312" });
    expect(await fetcher().preview(link("/gbk"))).toMatchObject({ title: "中文标题" });
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
  ])("decodes %s (%o)", async (encoding, compress) => {
    server.pages["/"] = html(compress("<title>压缩</title>"), { "content-encoding": encoding });
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "压缩" });
  });

  it("follows redirects, and tells where the page was found", async () => {
    server.pages = { "/1": redirect("/2"), "/2": redirect(link("/三"), 308), [encodeURI("/三")]: titled("到了") };
    expect(await fetcher().preview(link("/1"))).toMatchObject({ title: "到了", url: link(encodeURI("/三")) });
  });

  it("follows five redirects and not six", async () => {
    for (let n = 0; n < 6; n++) server.pages[`/${n}`] = redirect(`/${n + 1}`);
    server.pages["/6"] = titled("远");
    expect(await fetcher().preview(link("/1"))).toMatchObject({ title: "远" });
    await expect(fetcher().preview(link("/0"))).rejects.toThrow(LinkRefused);
  });

  it.each([
    ["no HTML", html("<title>x</title>", { "content-type": "application/pdf" })],
    ["HTML by accident", html("<title>x</title>", { "content-type": "text/html-not" })],
    ["a page that is gone", html("<title>x</title>", {}, 404)],
    ["an encoding nobody knows", html("<title>x</title>", { "content-encoding": "zstd" })],
    ["a page with nothing to show", html("<p>正文</p>")],
    ["a redirect to nowhere", redirect("http://")],
  ])("refuses %s for good", async (_what, page) => {
    server.pages["/"] = page;
    await expect(fetcher().preview(link("/"))).rejects.toThrow(LinkRefused);
  });

  it.each([
    ["a server in trouble", html("<title>x</title>", {}, 503)],
    ["a broken connection", ((request) => request.socket.destroy()) as PageServer["pages"][string]],
    ["a broken encoding", html("<title>x</title>", { "content-encoding": "gzip" })],
  ])("fails with %s, which may pass", async (_what, page) => {
    server.pages["/"] = page;
    await expect(fetcher().preview(link("/"))).rejects.not.toBeInstanceOf(LinkRefused);
  });

  it("fails with a name that is not known, which may pass", async () => {
    await expect(fetcher().preview("http://unknown.test/")).rejects.toThrow("ENOTFOUND");
  });
});

describe("limits", () => {
  const head = "<title>开头</title>";
  const tail = '<meta property="og:title" content="结尾">';

  it("reads only the beginning of a long page", async () => {
    server.pages["/"] = html(head + " ".repeat(70_000) + tail);
    expect(await fetcher({ maxBytes: 65_536 }).preview(link("/"))).toMatchObject({ title: "开头" });
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "结尾" });
  });

  it("reads 1 MB and no more by default", async () => {
    server.pages["/"] = html(head + " ".repeat(1024 * 1024 - 100 - tail.length) + tail);
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "结尾" });
    server.pages["/"] = html(head + " ".repeat(1024 * 1024) + tail);
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "开头" });
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("counts what a %s bomb unpacks to", async (encoding, compress) => {
    server.pages["/"] = html(compress(head + " ".repeat(30_000_000) + tail), { "content-encoding": encoding });
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "开头" });
  });

  it("hangs up on a body without end", async () => {
    const hungUp = new Promise<void>((resolve) => {
      server.pages["/"] = (_request, response) => {
        response.writeHead(200, { "content-type": "text/html" }).write(head);
        const more = () => void (response.destroyed || response.write(" ".repeat(65_536), more));
        more();
        response.on("close", resolve);
      };
    });
    expect(await fetcher().preview(link("/"))).toMatchObject({ title: "开头" });
    await hungUp;
  });

  it.each([
    ["never answers", (() => undefined) as PageServer["pages"][string]],
    [
      "stops amid the page",
      ((_request, response) =>
        void response.writeHead(200, { "content-type": "text/html" }).write(head)) as PageServer["pages"][string],
    ],
  ])("gives up on a server that %s", async (_what, page) => {
    const hungUp = new Promise<void>((resolve) => {
      server.pages["/"] = (request, response) => {
        request.socket.on("close", () => resolve());
        page(request, response);
      };
    });
    await expect(fetcher({ timeoutMs: 300 }).preview(link("/"))).rejects.toMatchObject({ name: "TimeoutError" });
    await hungUp;
  });

  it("gives all redirects together one time limit", async () => {
    server.pages["/"] = (_request, response) => void setTimeout(() => redirect("/")(_request, response), 120);
    await expect(fetcher({ timeoutMs: 300 }).preview(link("/"))).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("gives up on a name server that never answers", async () => {
    const silent = fetcher({ timeoutMs: 100, resolve: () => new Promise(() => undefined) });
    await expect(silent.preview(link("/"))).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("targets that are out of bounds", () => {
  const HOSTS = [
    "127.0.0.1",
    "127.1",
    "0.0.0.0",
    "0",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "017700000001",
    "0177.0.0.01",
    "１２７.0.0.1",
    "127。0。0。1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "page.test",
    "inner.test",
    "both.test",
    "metadata.test",
    "six.test",
    "nothing.test",
  ];

  it.each(HOSTS)("refuses http://%s", async (host) => {
    server.pages["/"] = titled("内网");
    await expect(strict().preview(link("/", host))).rejects.toThrow(LinkRefused);
    expect(server.seen).toEqual([]);
  });

  it.each(HOSTS)("refuses a redirect to http://%s", async (host) => {
    let hops = 0;
    const allowedOnce = linkFetcher({
      resolve,
      allow: (address, port) => port === server.port && (hops++ === 0 || isPublicAddress(address)),
    });
    server.pages = { "/start": redirect(link("/inner", host)), "/inner": titled("内网") };
    await expect(allowedOnce.preview(link("/start"))).rejects.toThrow(LinkRefused);
    expect(server.seen.map(({ path }) => path)).toEqual(["/start"]);
  });

  it.each(["ftp://page.test/", "file:///etc/passwd", "gopher://page.test:70/", "javascript:alert(1)", "nonsense"])(
    "refuses %s, also by redirect",
    async (target) => {
      await expect(fetcher().preview(target)).rejects.toThrow(LinkRefused);
      if (!target.includes(":")) return;
      server.pages["/"] = redirect(target);
      await expect(fetcher().preview(link("/"))).rejects.toThrow(LinkRefused);
    },
  );

  it("refuses addresses that carry credentials, also by redirect", async () => {
    server.pages = { "/": redirect(`http://user:secret@page.test:${server.port}/in`), "/in": titled("内网") };
    await expect(fetcher().preview(`http://user@page.test:${server.port}/in`)).rejects.toThrow(LinkRefused);
    await expect(fetcher().preview(link("/"))).rejects.toThrow(LinkRefused);
    expect(server.seen.map(({ path }) => path)).toEqual(["/"]);
  });

  it("refuses a port that is no web server's", async () => {
    const anyHost = linkFetcher({ resolve: async () => ["93.184.216.34"] });
    await expect(anyHost.preview("http://example.com:5432/")).rejects.toThrow(LinkRefused);
    await expect(anyHost.preview("http://example.com:22/")).rejects.toThrow(LinkRefused);
  });

  it("connects to the address that was checked, whatever the name leads to a moment later", async () => {
    const answers = [["127.0.0.1"], ["127.0.0.2"]];
    let asked = 0;
    const rebinding = fetcher({ resolve: async () => answers[asked++] ?? ["127.0.0.2"] });
    server.pages = { "/": titled("标题") };
    expect(await rebinding.preview(link("/"))).toMatchObject({ title: "标题" });
    expect(asked).toBe(1);
    expect(server.seen.map(({ address }) => address)).toEqual(["127.0.0.1"]);
  });

  it("checks a name anew for each redirect", async () => {
    const answers = [["127.0.0.1"], ["127.0.0.2"]];
    const rebinding = fetcher({ resolve: async () => answers.shift() ?? [] });
    server.pages = { "/": redirect("/again"), "/again": titled("内网") };
    await expect(rebinding.preview(link("/"))).rejects.toThrow(LinkRefused);
    expect(server.seen.map(({ path }) => path)).toEqual(["/"]);
  });
});
