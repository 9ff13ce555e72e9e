import { Prisma } from "@chaoqer/db/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explain } from "../../testing/explain";
import { startTestApp, type TestApp } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";
import { newId } from "../account/rules";
import { writeAudit } from "./audit";

let test: TestApp;
let admin: TestStaff;

beforeAll(async () => {
  test = await startTestApp();
  admin = await testStaff(test, "admin");
});
afterAll(() => test.close());

const found = async (search: string, more: { count?: number; after?: string } = {}) =>
  (await admin.call.audit.search({ search, ...more })).list.map(({ reason }) => reason);

describe("a search by words", () => {
  let zhang: TestStaff;
  const target = newId();
  beforeAll(async () => {
    zhang = await testStaff(test, "moderator");
    const { staffId } = zhang;
    await admin.call.accounts.update({ staffId, displayName: "张静怡", role: "moderator", reason: "入职" });
    await writeAudit(test.deps, [
      { staffId, action: "user.freeze", targetType: "user", targetId: target, reason: "屡次发布广告，已警告 Spam42" },
      {
        staffId: admin.staffId,
        action: "user.reset",
        reason: "昵称违规",
        before: { nickname: "超级\n赚钱王", nested: [{ name: "深夜 Radio" }] },
        after: { nickname: "用户ab12cd" },
      },
      { staffId, action: "room.close", reason: "100%违规" },
    ]);
  });

  it("finds any two characters in a row of the reason, whatever stands around them", async () => {
    expect(await found("布广告")).toEqual(["屡次发布广告，已警告 Spam42"]);
    expect(await found("告已")).toEqual([]);
    expect(await found("违规")).toEqual(["100%违规", "昵称违规"]);
    expect(await found("屡")).toEqual(["屡次发布广告，已警告 Spam42"]);
  });

  it("finds words in small and capital letters, full and half width, by how they begin", async () => {
    expect(await found("ｓＰam")).toEqual(["屡次发布广告，已警告 Spam42"]);
    expect(await found("pam42")).toEqual([]);
  });

  it("finds what was before and after, however deep", async () => {
    for (const text of ["赚钱王", "深夜", "radio", "用户ab12"]) expect(await found(text)).toEqual(["昵称违规"]);
    expect(await found("nickname")).toEqual([]);
  });

  it("finds by target, whole or as the console shows it, and by whose it is under the present name", async () => {
    expect(await found(target)).toEqual(["屡次发布广告，已警告 Spam42"]);
    expect(await found(target.slice(0, 8))).toHaveLength(1);
    expect(await found("张静怡")).toEqual(["100%违规", "屡次发布广告，已警告 Spam42", "入职"]);
    const { staffId } = zhang;
    await admin.call.accounts.update({ staffId, displayName: "李 Lee", role: "moderator", reason: "改名" });
    expect(await found("lee")).toEqual(["改名", "100%违规", "屡次发布广告，已警告 Spam42", "入职"]);
  });

  it("wants every word, and takes signs for no words", async () => {
    expect(await found("违规 100")).toEqual(["100%违规"]);
    expect(await found("lee 广告")).toEqual(["屡次发布广告，已警告 Spam42"]);
    expect(await found("lee 赚钱")).toEqual([]);
    for (const text of ["%", "'", "& | !", ":*", "，。"]) expect(await found(text)).toEqual([]);
    expect(await found("违规 !")).toHaveLength(2);
  });

  it("goes on from page to page beside the other conditions", async () => {
    const first = await admin.call.audit.search({ search: "违规", count: 1 });
    expect(await found("违规", { count: 1, after: first.next ?? "" })).toEqual(["昵称违规"]);
    const none = await admin.call.audit.search({ search: "违规", action: "user.freeze" });
    expect(none).toEqual({ list: [], next: null });
  });
});

it("asks the index for what the latest rows do not have, and reads little for what they are full of", async () => {
  const { db } = test.deps;
  const fill = (rows: number, reason: Prisma.Sql) => db.$executeRaw`
    INSERT INTO audit_log (staff_id, action, reason, create_time)
    SELECT ${admin.staffId}, 'user.warn', ${reason}, now() FROM generate_series(1, ${rows}::int) AS row`;
  await fill(100, Prisma.sql`'从前的事'`);
  await fill(9000, Prisma.sql`'平常的事' || row`);
  await test.ownerDb.$executeRaw`VACUUM ANALYZE audit_log`;
  for (const [search, most] of [
    ["从前", 1500],
    ["平常", 300],
    ["没有的", 1500],
  ] as const) {
    const queries = await test.queries(() => admin.call.audit.search({ search, count: 50 }));
    const [query, ...more] = queries.filter(({ sql }) => sql.includes("audit_query"));
    expect(more).toEqual([]);
    if (!query) throw new Error("no search was made");
    for (const { wholeTables, indexes, buffers } of await explain(db, query)) {
      expect({ search, wholeTables }).toEqual({ search, wholeTables: expect.not.arrayContaining(["audit_log"]) });
      expect(indexes).toContain("audit_log_terms_idx");
      expect(buffers, search).toBeLessThanOrEqual(most);
    }
  }
  expect(await found("从前", { count: 100 })).toHaveLength(100);
});
