import type { Db } from "@chaoqer/db/client";
import type { Caller } from "../trpc/router";

/** A reading call of the console, ready to be made. */
export interface DeskCall {
  /** The procedure, without `staff.` */
  path: string;
  /** Its input, as text. */
  title: string;
  run(): Promise<unknown>;
}

type Input = Record<string, unknown>;
/** Reading calls that look at one row, or at a table with a handful. */
export const APART = [
  "auth.me",
  "accounts.list",
  "accounts.totpPolicy",
  "feedback.replies",
  "reports.targetTime",
  "views.list",
];

/** Pages of 100 that are turned to get deep into a list. */
const DEEP = 10;

type Ids = Record<string, string>;

/** What to look at and search for: the heaviest of its kind, and something in the middle. */
async function thingsOf(db: Db): Promise<Ids> {
  const [ids] = await db.$queryRaw<Ids[]>`
    SELECT hot.case_id AS "hotCase", hot.target_id AS target, plain.case_id AS "plainCase", room.case_id AS "roomCase",
      (SELECT uid FROM reports GROUP BY uid ORDER BY count(*) DESC, uid LIMIT 1) AS reporter,
      (SELECT uid FROM messages GROUP BY uid ORDER BY count(*) DESC, uid LIMIT 1) AS uid,
      (SELECT mobile FROM accounts WHERE mobile IS NOT NULL ORDER BY uid LIMIT 1) AS mobile,
      (SELECT nickname FROM profiles ORDER BY uid LIMIT 1) AS nickname,
      (SELECT room_id FROM rooms WHERE closed_time IS NULL LIMIT 1) AS "openRoom",
      (SELECT room_id FROM rooms WHERE closed_time IS NOT NULL ORDER BY room_id LIMIT 1) AS "closedRoom",
      (SELECT name FROM clubs ORDER BY club_id LIMIT 1) AS "clubName",
      (SELECT club_id FROM club_members GROUP BY club_id ORDER BY count(*) DESC, club_id LIMIT 1) AS club,
      (SELECT event_id FROM events ORDER BY event_id LIMIT 1) AS event,
      (SELECT feedback_id FROM feedbacks ORDER BY feedback_id LIMIT 1) AS feedback,
      (SELECT assignee_id FROM report_cases WHERE status = 0 AND assignee_id IS NOT NULL ORDER BY case_id LIMIT 1) AS colleague,
      (SELECT notice_id FROM notices LIMIT 1) AS notice
    FROM (SELECT * FROM report_cases WHERE status = 0 ORDER BY report_total DESC, case_id LIMIT 1) hot,
      (SELECT * FROM report_cases WHERE status = 1 ORDER BY case_id LIMIT 1) plain,
      (SELECT * FROM report_cases WHERE status = 0 AND target_type = 2 ORDER BY case_id LIMIT 1) room`;
  if (!ids) throw new Error("desk: there are no cases");
  return ids;
}

const sortsOf = (inputs: Input[]) =>
  inputs.flatMap((input) => ["latest", "oldest", "most"].map((sort) => ({ ...input, sort })));
const reasons = (input: Input) => [1, 2, 3, 4, 5].map((reportReasonType) => ({ ...input, reportReasonType }));

/** The inputs of each list, in the combinations that the console's filters make. */
function listsOf(ids: Ids, now: Date): Record<string, Input[]> {
  const searches = (...texts: (string | undefined)[]) => texts.map((search) => ({ search }));
  // A twelfth of all users, one in 180, one, none.
  const names = ["小", "小林", ids.nickname, "没有人叫这个"];
  const day = 86_400_000;
  const states = (...all: string[]) => all.map((state) => ({ state }));
  const places = (of: Input[], texts: Input[]) => [
    ...of,
    ...of.flatMap((state) => texts.map((text) => ({ ...state, ...text }))),
  ];
  const open = sortsOf([
    {},
    ...reasons({}),
    ...[1, 2].map((targetType) => ({ targetType })),
    ...["me", "none", ids.colleague].map((assignee) => ({ assignee })),
    ...[1, 48, 8000].map((minAgeHours) => ({ minAgeHours })),
    ...[1, 24, 72].map((maxAgeHours) => ({ maxAgeHours })),
    { overdue: true },
    { overdue: true, assignee: "none", targetType: 2, reportReasonType: 2 },
    ...searches(...names, "深夜电台", ids.hotCase, ids.target, ids.reporter, ids.uid),
    { search: "小", reportReasonType: 2, assignee: "none" },
  ]);
  const decided = [1, 2].flatMap((status) =>
    [{}, ...reasons({}), { targetType: 2 }, { assignee: ids.colleague }, ...searches("小", ids.reporter)].map(
      (input) => ({
        ...input,
        status,
      }),
    ),
  );
  const texts = searches("深夜电台", "深夜电台 7", "没有这个名字", ids.uid);
  return {
    "reports.list": [...open, ...decided],
    "reports.reports": [{ caseId: ids.hotCase }, { caseId: ids.plainCase }],
    "users.search": [
      {},
      ...searches(...names, ids.uid, ids.mobile, ids.mobile?.slice(3), "13999999999"),
      ...[1, -1, -2, -99].flatMap((status) => [{ status }, { status, search: "小" }]),
    ],
    "rooms.search": places(states("open", "closed", "all"), [...texts, { search: ids.openRoom }]),
    "clubs.search": places(states("live", "dissolved", "all"), [...texts, { search: ids.clubName }]),
    "events.search": places(states("live", "deleted", "all"), texts),
    "feedback.list": [
      {},
      ...[0, 1, 2].flatMap((status) => [{ status }, { status, feedbackType: 1 }, { status, assignee: ids.colleague }]),
      ...[
        { clientType: 2 },
        { versionCode: 13 },
        { versionCode: 99 },
        { aboutRoom: true },
        { assignee: "none" },
        { assignee: "me" },
      ],
      ...searches(...names, ids.feedback, ids.uid),
    ],
    "audit.search": [
      {},
      ...[{ action: "auth.login" }, { action: "user.reveal", staffId: ids.colleague }, { staffId: ids.colleague }],
      ...[{ targetType: "user" }, { targetType: "user", targetId: ids.uid }, { targetId: ids.uid }],
      { from: now.getTime() - 30 * day, to: now.getTime() - 29 * day },
      { from: now.getTime() - 300 * day, to: now.getTime() - 299 * day, action: "report.decide" },
      { to: now.getTime() - 300 * day, staffId: ids.colleague },
      // Most rows, a fifth of them, the oldest only, a few, none.
      ...searches("经核实", "屡次发布广告", "依旧规", "广告 1234", "没有这个词", ids.uid),
      { search: "广告", staffId: ids.colleague },
    ],
    "clubs.members": [{ clubId: ids.club }],
    "notices.list": [{}],
    "versions.list": [{ clientType: 1 }],
  };
}

/** Calls that answer one thing. */
function singlesOf(ids: Ids, now: Date): [string, Input | undefined][] {
  const date = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  return [
    ...["hotCase", "plainCase", "roomCase"].map((name): [string, Input] => ["reports.get", { caseId: ids[name] }]),
    ["reports.counts", undefined],
    ["reports.preview", { caseIds: [ids.hotCase, ids.roomCase], verdict: "act", actions: [{ kind: "warn" }] }],
    ["users.get", { uid: ids.uid }],
    ["users.get", { uid: ids.target }],
    ["users.preview", { uid: ids.target, actions: [{ kind: "freeze", hours: 24 }] }],
    ...["小", ids.nickname, ids.uid].map((search): [string, Input] => ["notices.findReceivers", { search }]),
    ["clubs.get", { clubId: ids.club }],
    ["events.get", { eventId: ids.event }],
    ...["openRoom", "closedRoom"].map((name): [string, Input] => ["rooms.get", { roomId: ids[name] }]),
    ["feedback.get", { feedbackId: ids.feedback }],
    ["notices.get", { noticeId: ids.notice }],
    ["notices.reach", { noticeId: ids.notice }],
    ["versions.usage", { clientType: 1 }],
    ["versions.dryRun", { clientType: 1, versionCode: 14 }],
    ["dashboard.now", undefined],
    ["dashboard.days", { from: date(29), to: date(0) }],
  ];
}

type Call = (input: Input | undefined) => Promise<unknown>;

function callOf(staff: Caller["staff"], path: string): Call {
  const [domain = "", procedure = ""] = path.split(".");
  return (staff as unknown as Record<string, Record<string, Call>>)[domain]?.[procedure] as Call;
}

/** Where a page begins that is deep in the list, or its last one; undefined if there is only one. */
async function deepPlace(call: Call, input: Input): Promise<string | undefined> {
  let after: string | undefined;
  for (let turned = 0; turned < DEEP; turned++) {
    const { next } = (await call({ ...input, count: 100, ...(after && { after }) })) as { next: string | null };
    if (next === null) break;
    after = next;
  }
  return after;
}

/** Every reading call of the console, lists from the start and from deep inside. */
export async function deskCalls(db: Db, now: Date, staff: Caller["staff"]): Promise<DeskCall[]> {
  const ids = await thingsOf(db);
  const calls: DeskCall[] = [];
  const add = (path: string, input: Input | undefined, title = JSON.stringify(input ?? {})) =>
    calls.push({ path, title, run: () => callOf(staff, path)(input) });
  for (const [path, input] of singlesOf(ids, now)) add(path, input);
  for (const [path, inputs] of Object.entries(listsOf(ids, now)))
    for (const input of inputs) {
      add(path, input);
      const after = await deepPlace(callOf(staff, path), input);
      if (after) add(path, { ...input, after }, `${JSON.stringify(input)} deep`);
    }
  return calls;
}
