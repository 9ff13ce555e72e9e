import type { LinkPreviewResult } from "@chaoqer/contract/link";
import { inTransaction } from "@chaoqer/db/tx";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { linkFetcher } from "../../providers/link-fetch";
import { html, type PageServer, startPageServer } from "../../providers/link-fetch/testing";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { linkMd5 } from "./rules";
import { collectLinks } from "./writes";

let test: TestApp;
let server: PageServer;
let user: TestUser;
let nth = 0;
/** A page's address that no other test has. */
let link = "";
let path = "";

beforeAll(async () => {
  test = await startTestApp();
  server = await startPageServer();
  const allow = (address: string, port: number) => address === "127.0.0.1" && port === server.port;
  test.deps.providers.links = linkFetcher({ allow, resolve: async () => ["127.0.0.1"] });
});
afterAll(async () => {
  await server.close();
  await test.close();
});
beforeEach(async () => {
  user = await test.user();
  path = `/${++nth}`;
  link = `http://page.test:${server.port}${path}`;
  server.seen.length = 0;
  server.pages[path] = html(
    '<title>标题</title><meta name="description" content="描述"><link rel=image_src href=/a.jpg>',
  );
});

const EMPTY = { title: "", description: "", image: "", url: "" };
const write = (bio: string) =>
  user.put("/user/profile", { nickname: "昵称", avatar: "https://cdn.example.com/a.jpg", bio });
const preview = async (of = link) => (await user.post<LinkPreviewResult>(`/app/link/preview/${linkMd5(of)}`)).result;
const hits = () => server.seen.filter((request) => request.path === path).length;

describe("collecting and fetching", () => {
  it("shows nothing until the page was read, then what it says", async () => {
    await write(`我的博客${link}，欢迎`);
    expect(await preview()).toEqual(EMPTY);
    await test.runJobs();
    expect(await preview()).toEqual({
      title: "标题",
      description: "描述",
      image: `http://page.test:${server.port}/a.jpg`,
      url: link,
    });
    expect((await user.get(`/app/link/preview/${linkMd5(link)}`)).result).toMatchObject({ title: "标题" });
  });

  it("puts http:// before a link without a scheme", async () => {
    const bare = `page.example.com${path}`;
    await write(`见 ${bare}。`);
    const row = await test.deps.db.link.findUnique({ where: { linkMd5: linkMd5(`http://${bare}`) } });
    expect(row?.link).toBe(`http://${bare}`);
  });

  it("reads a page once, however many write its link at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => collectLinks(test.deps, `${link} 和 ${link}#${path}`)));
    await write(link);
    await test.runJobs();
    expect(server.seen.map((request) => request.path)).toEqual([path, path]);
  });

  it("records nothing, and reads nothing, when what was written is rolled back", async () => {
    const failing = inTransaction(test.deps, async (tx) => {
      await collectLinks(tx, link);
      throw new Error("after all not");
    });
    await expect(failing).rejects.toThrow("after all not");
    await test.runJobs();
    expect(hits()).toBe(0);
    expect(await test.deps.db.link.count({ where: { link } })).toBe(0);
  });

  it("leaves a link that leads inward without a preview, and does not try it again", async () => {
    const inward = `http://127.0.0.1:${server.port + 1}${path}`;
    await write(inward);
    await test.runJobs();
    await test.runJobs({ early: true });
    expect(await preview(inward)).toEqual(EMPTY);
    const where = { linkMd5: linkMd5(inward) };
    expect((await test.deps.db.link.findUnique({ where }))?.error).toContain("not a public address");
    expect(await test.deps.queue.boss.getQueueSize("link-fetch", { before: "completed" })).toBe(0);
  });

  it("tries a server in trouble again", async () => {
    const well = server.pages[path] ?? html("");
    server.pages[path] = html("", {}, 503);
    await write(link);
    await test.runJobs();
    expect(await preview()).toEqual(EMPTY);
    server.pages[path] = well;
    await test.runJobs({ early: true });
    expect(await preview()).toMatchObject({ title: "标题" });
    expect(hits()).toBe(2);
  });

  it("gives up after a few tries, until it is asked for an hour later", async () => {
    server.pages[path] = html("", {}, 503);
    await write(link);
    for (let round = 0; round < 8; round++) await test.runJobs({ early: true });
    expect(hits()).toBe(4);
    test.clock.advance({ minutes: 59 });
    expect(await preview()).toEqual(EMPTY);
    await test.runJobs();
    expect(hits()).toBe(4);
    test.clock.advance({ minutes: 2 });
    expect(await preview()).toEqual(EMPTY);
    await test.runJobs();
    expect(hits()).toBe(5);
  });
});

describe("refreshing", () => {
  beforeEach(async () => {
    await write(link);
    await test.runJobs();
    server.pages[path] = html("<title>新标题</title>");
  });

  it("keeps a preview for 7 days, then shows it while it is fetched anew, once", async () => {
    test.clock.advance({ days: 7, ms: -1 });
    await preview();
    await test.runJobs();
    expect(hits()).toBe(1);

    test.clock.advance({ ms: 1 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => preview()));
    expect(answers.map(({ title }) => title)).toEqual(Array(5).fill("标题"));
    await test.runJobs();
    expect(hits()).toBe(2);
    expect(await preview()).toMatchObject({ title: "新标题", description: "" });
  });

  it("keeps the old preview when the page is gone", async () => {
    server.pages[path] = html("", {}, 404);
    test.clock.advance({ days: 8 });
    await preview();
    await test.runJobs();
    expect(hits()).toBe(2);
    expect(await preview()).toMatchObject({ title: "标题" });
  });
});

describe("asking", () => {
  it("answers four empty fields for a link nobody wrote", async () => {
    expect(await user.post(`/app/link/preview/${"0".repeat(32)}`)).toMatchObject({
      http: 200,
      status: 1,
      result: EMPTY,
    });
  });

  it.each(["abc", "A9B9F04336CE0181A08E774E01113B31", "a9b9f04336ce0181a08e774e01113b3g"])(
    "knows no path with %s",
    async (md5) => expect((await user.post(`/app/link/preview/${md5}`)).http).toBe(404),
  );

  it("is for users, limited ones too, with a profile", async () => {
    expect((await test.guest().post(`/app/link/preview/${linkMd5(link)}`)).http).toBe(401);
    const stateless = await test.user({ profile: false });
    expect((await stateless.post(`/app/link/preview/${linkMd5(link)}`)).result).toBe(200000);
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1 } });
    expect((await user.post(`/app/link/preview/${linkMd5(link)}`)).status).toBe(1);
  });
});
