import { CASES, type CaseData, type ReportData } from "../data/cases";
import { ROLES } from "../data/people";
import { CLOSED_BY_STAFF, OPEN_ROOMS } from "../data/rooms";
import { idOf } from "../random";
import { ago, DAY, HOUR, type Person, person, roomIdOf, type Scene, staffIdOf } from "./scene";
import { roomSnapshot, type Snapshot, userSnapshot } from "./snapshots";

/** Cases with their reports, what was decided, and what followed from it. */
export async function seedReports(scene: Scene): Promise<void> {
  for (const data of CASES) await addCase(scene, data);
}

const NOTICE_TITLE = "社区处理通知";

/** The account that a decision falls on: of a room its creator. */
function culprit(scene: Scene, { user, room }: CaseData): Person {
  if (user !== undefined) return person(scene, user);
  const open = OPEN_ROOMS.find(({ key }) => key === room);
  return person(scene, open?.hosts[0] ?? CLOSED_BY_STAFF.creator);
}

async function addCase(scene: Scene, data: CaseData): Promise<void> {
  const { key, user, room, claimedBy, decided } = data;
  const caseId = idOf("case", key);
  const reports = data.reports.map((report) => timesOf(scene, report));
  const staffId = staffIdOf(claimedBy ?? "moderator");
  const firstTime = Math.min(...reports.map(({ createTime }) => createTime.getTime()));
  const lastTime = Math.max(...reports.map(({ updateTime }) => updateTime.getTime()));
  await scene.db.reportCase.create({
    data: {
      caseId,
      targetType: user === undefined ? 2 : 1,
      targetId: user === undefined ? roomIdOf(room ?? "") : person(scene, user).uid,
      // A claim and a decision are changes as a report is.
      version: reports.reduce((sum, { times }) => sum + times, 0) + (claimedBy || decided ? 1 : 0),
      reportTotal: reports.length,
      reasonTypes: [...new Set(reports.map(({ type }) => type))],
      firstReportTime: new Date(firstTime),
      lastReportTime: new Date(lastTime),
      ...(claimedBy && { assigneeId: staffId, claimTime: new Date(lastTime + HOUR) }),
      ...(decided && {
        status: decided.penalties.length > 0 ? 1 : 2,
        decidedById: staffId,
        decisionTime: ago(scene, decided.hoursAgo * HOUR),
        decision: decisionOf(key, decided),
      }),
    },
    select: { caseId: true },
  });
  await scene.db.report.createMany({
    data: await Promise.all(
      reports.map(async ({ by, type, reason, times, createTime, updateTime }) => ({
        reportId: idOf("report", key, by),
        caseId,
        uid: person(scene, by).uid,
        reportReasonType: type,
        reason,
        snapshot: await snapshotOf(scene, data, updateTime),
        times,
        createTime,
        updateTime,
      })),
    ),
  });
  if (decided) await carryOut(scene, data, caseId, staffId);
}

/** A decision as staff's own are kept (docs/staff.md, "Reports"). */
function decisionOf(key: string, { penalties, reason, notice }: NonNullable<CaseData["decided"]>) {
  const timed = (kind: string) => kind === "limit" || kind === "freeze";
  return {
    verdict: penalties.length > 0 ? "act" : "dismiss",
    actions: penalties.map(({ kind, days }) => (timed(kind) ? { kind, hours: days ? days * 24 : null } : { kind })),
    reason,
    notice: notice ? { title: NOTICE_TITLE, content: notice } : null,
    tellReporters: true,
    penaltyIds: penalties.map(({ kind }) => idOf("penalty", key, kind)),
    liftedIds: [],
  };
}

function timesOf(scene: Scene, [by, type, reason, hoursAgo, times = 1]: ReportData) {
  // Each further report of the same came an hour after the one before.
  const updateTime = ago(scene, (hoursAgo - (times - 1)) * HOUR);
  return { by, type, reason, times, createTime: ago(scene, hoursAgo * HOUR), updateTime };
}

async function snapshotOf(scene: Scene, { user, room, bioThen }: CaseData, at: Date): Promise<Snapshot> {
  if (user === undefined) return roomSnapshot(scene, roomIdOf(room ?? ""), at);
  return userSnapshot(person(scene, user), user === ROLES.live, bioThen);
}

/** What a decision did to the account, and what it and the reporters were told. */
async function carryOut(scene: Scene, data: CaseData, caseId: string, staffId: string): Promise<void> {
  const { key, room, reports, decided, bioThen } = data;
  if (!decided) return;
  const { uid } = culprit(scene, data);
  const createTime = ago(scene, decided.hoursAgo * HOUR);
  await scene.db.penalty.createMany({
    data: decided.penalties.map(({ kind, days }) => ({
      penaltyId: idOf("penalty", key, kind),
      uid,
      roomId: kind === "close_room" ? roomIdOf(room ?? "") : null,
      caseId,
      staffId,
      kind,
      reason: decided.reason,
      until: days ? new Date(createTime.getTime() + days * DAY) : null,
      ...(kind === "reset_bio" && { previous: { bio: bioThen ?? "" } }),
      createTime,
    })),
  });
  const official = { originPushType: 1, url: "", createTime } as const;
  if (decided.notice) scene.mail.push({ ...official, uid, title: NOTICE_TITLE, content: decided.notice });
  const outcome =
    decided.penalties.length > 0
      ? "感谢你的投诉，经核实对方违反社区公约，我们已作出处理。"
      : "感谢你的投诉，经核实暂未发现违规，我们会继续关注。";
  for (const [by] of reports)
    scene.mail.push({ ...official, uid: person(scene, by).uid, title: "投诉处理结果", content: outcome });
}
