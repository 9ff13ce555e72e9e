import { cloneDatabase, type TestDatabase } from "@chaoqer/db/testing";
import { pino } from "pino";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createQueue } from "./jobs/queue";
import { checkAuditLog, prepareDatabase } from "./prepare";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase(inject("testServer"));
});
afterAll(() => database.drop());

async function warnings(url: string): Promise<string> {
  const lines: string[] = [];
  await checkAuditLog(url, pino({}, { write: (line: string) => void lines.push(line) }));
  return lines.join("");
}

it("tells a role that may not what to do", async () => {
  await expect(prepareDatabase({ url: database.url })).rejects.toThrow(/permission denied.*DATABASE_OWNER_URL/);
});

it("prepares as the owner, for several processes at once; then the api's role finds nothing left to do", async () => {
  await Promise.all([1, 2, 3].map(() => prepareDatabase(database)));
  expect(await prepareDatabase({ url: database.url })).toEqual([]);
  const log = pino({ level: "silent" });
  const queue = await createQueue(database.url, log);
  await queue.boss.send("housekeeping", {});
  expect(await queue.boss.fetch("housekeeping")).toHaveLength(1);
  await queue.stop();
});

it("warns when only the trigger protects the audit log", async () => {
  expect(await warnings(database.url)).toBe("");
  expect(await warnings(database.ownerUrl)).toContain("DATABASE_OWNER_URL");
});
