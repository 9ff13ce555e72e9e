import type { ClubResult } from "@chaoqer/contract/club";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const users = (count: number) => Promise.all(Array.from({ length: count }, () => test.user()));
/** An unknown parameter makes each call another one, so that none counts as a repeat. */
const distinct = (index: number) => ({ attempt: index });

async function newClub(creator: TestUser): Promise<string> {
  const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  return (await creator.post<ClubResult>("/club", input)).result.clubId;
}

async function stored(clubId: string) {
  const club = await test.deps.db.club.findUniqueOrThrow({ where: { clubId } });
  const members = await test.deps.db.clubMember.count({ where: { clubId } });
  return { memberTotal: club.memberTotal, members, dissolved: club.dissolvedTime !== null };
}

it("20 users join at once: one row each and a right total", async () => {
  const [creator, ...joiners] = (await users(21)) as [TestUser, ...TestUser[]];
  const clubId = await newClub(creator);
  const answers = await Promise.all(joiners.map((user) => user.post<ClubResult>(`/club/${clubId}/join`)));
  const totals = answers.map((answer) => answer.result.memberTotal).sort((a, b) => a - b);
  expect(totals).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  expect(await stored(clubId)).toEqual({ memberTotal: 21, members: 21, dissolved: false });
});

it("one user joins 20 times at once, then leaves 20 times at once", async () => {
  const [creator, joiner] = (await users(2)) as [TestUser, TestUser];
  const clubId = await newClub(creator);
  const twenty = Array.from({ length: 20 }, (_, index) => index);
  const joins = await Promise.all(twenty.map((n) => joiner.post<ClubResult>(`/club/${clubId}/join`, distinct(n))));
  expect(joins.map((answer) => answer.result.memberTotal)).toEqual(twenty.map(() => 2));
  expect(await stored(clubId)).toEqual({ memberTotal: 2, members: 2, dissolved: false });
  const leaves = await Promise.all(twenty.map((n) => joiner.post(`/club/${clubId}/leave`, distinct(n))));
  expect(leaves.map((answer) => answer.result).sort()).toEqual([...Array(19).fill(500000), {}]);
  expect(await stored(clubId)).toEqual({ memberTotal: 1, members: 1, dissolved: false });
});

it("a join beside the creator's leave: the club lives with both, or is gone with none", async () => {
  for (let round = 0; round < 12; round++) {
    const [creator, joiner] = (await users(2)) as [TestUser, TestUser];
    const clubId = await newClub(creator);
    const calls = [() => creator.post(`/club/${clubId}/leave`), () => joiner.post(`/club/${clubId}/join`)];
    if (round % 2) calls.reverse();
    const answers = await Promise.all(calls.map((call) => call()));
    const [leave, join] = round % 2 ? answers.reverse() : answers;
    const { dissolved, ...rest } = await stored(clubId);
    expect(rest).toEqual(dissolved ? { memberTotal: 0, members: 0 } : { memberTotal: 2, members: 2 });
    expect(leave).toMatchObject(dissolved ? { status: 1 } : { status: 0, message: "创建人暂时无法退出圈子" });
    expect(join).toMatchObject(dissolved ? { status: 0, result: 500000 } : { status: 1 });
  }
});

it("a new room beside the creator's leave: the dissolved club has no open room", async () => {
  for (let round = 0; round < 8; round++) {
    const [creator] = (await users(1)) as [TestUser];
    const clubId = await newClub(creator);
    const leave = () => creator.post(`/club/${clubId}/leave`);
    const rooms = [0, 1, 2].map((n) => () => creator.post("/room", { name: `活动${n}`, clubId }));
    const [left, ...opened] = await Promise.all([leave, ...rooms].map((call) => call()));
    expect(left).toMatchObject({ status: 1 });
    for (const answer of opened) expect(answer.status === 1 || answer.result === 500000).toBe(true);
    const states = await test.deps.db.room.findMany({ where: { clubId }, select: { closeReason: true } });
    expect(states).toEqual(opened.filter((answer) => answer.status === 1).map(() => ({ closeReason: "club" })));
  }
});
