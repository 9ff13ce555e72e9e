import { z } from "zod";
import { OriginReportType, ReportReasonType } from "../enums";
import { codeOf, flag, id, millis } from "../fields";
import { actionList, actionPreview, noticeText, penaltyAction } from "./actions";
import { maybeMillis, reason, staffBrief, staffId, staffListOf, staffPage } from "./common";

/** Report cases: all open reports on one target (docs/staff.md, "Reports"). */

export const CASE_STATUS = { open: 0, acted: 1, dismissed: 2 } as const;
const targetType = codeOf("对象类型", Object.values(OriginReportType));
const caseStatus = codeOf("案件状态", Object.values(CASE_STATUS));
const caseId = staffId;

export const caseQueueInput = staffPage
  .extend({
    status: caseStatus.default(CASE_STATUS.open),
    /** Latest report first, longest waiting first, most reports first; what is decided comes by the latest only. */
    sort: z.enum(["latest", "oldest", "most"]).default("latest"),
    reportReasonType: codeOf("投诉原因类别", Object.values(ReportReasonType)).optional(),
    targetType: targetType.optional(),
    /** `me`, `none`, or a member of staff. */
    assignee: z.union([z.enum(["me", "none"]), staffId]).optional(),
    /** Waiting for at least this long. */
    minAgeHours: z.int().min(0).max(8760).optional(),
    /** Waiting for less than this. */
    maxAgeHours: z.int().min(1).max(8760).optional(),
    /** Waiting for longer than the target time. */
    overdue: z.boolean().optional(),
    /** A case's, target's or reporter's id, or how a nickname or room name begins. */
    search: z.string().trim().max(50, "搜索内容不能超过50个字").optional(),
  })
  .refine(({ status, sort }) => status === CASE_STATUS.open || sort === "latest", "已处理案件只能按时间排序");
export type CaseQueue = z.output<typeof caseQueueInput>;

export const caseTarget = z.object({
  targetType: z.int(),
  targetId: z.string(),
  /** Nickname or room name as of now; "" if it has none any more. */
  name: z.string(),
  avatar: z.string(),
  /** The account that a penalty falls on. */
  uid: z.string().nullable(),
});

export const caseRow = z.object({
  caseId: id,
  status: z.int(),
  version: z.int(),
  target: caseTarget,
  reportTotal: z.int(),
  reasonTypes: z.array(z.int()),
  /** The newest report's words. */
  lastReason: z.string(),
  firstReportTime: millis,
  lastReportTime: millis,
  decisionTime: maybeMillis,
  overdue: flag,
  assignee: staffBrief.nullable(),
  decidedBy: staffBrief.nullable(),
});
/** `seenTime`: when this was read, for a decision on what it shows. */
export const caseQueue = staffListOf(caseRow).extend({ seenTime: millis });
export type CaseRow = z.output<typeof caseRow>;

export const caseCounts = z.object({ open: z.int(), unclaimed: z.int(), mine: z.int(), overdue: z.int() });
export type CaseCounts = z.output<typeof caseCounts>;

const member = z.object({ uid: id, nickname: z.string(), avatar: z.string(), role: z.int(), joinTime: millis });
const openRoom = z.object({ roomId: id, name: z.string(), memberTotal: z.int(), members: z.array(member) });

export const penaltyRow = z.object({
  penaltyId: id,
  kind: z.string(),
  reason: z.string(),
  until: maybeMillis,
  liftedTime: maybeMillis,
  caseId: z.string().nullable(),
  staff: staffBrief,
  createTime: millis,
});
const json = z.record(z.string(), z.unknown());

/** The account a case comes down to, as it is now. */
export const caseAccount = z.object({
  uid: id,
  nickname: z.string(),
  avatar: z.string(),
  bio: z.string(),
  /** 1 normal, -1 limited, -2 frozen, -99 deleted; as of now. */
  status: z.int(),
  frozenUntil: maybeMillis,
  limitedUntil: maybeMillis,
  createTime: millis,
});

export const caseDetail = caseRow.extend({
  /** When this was read: a decision names it, so that it can be told what changed since. */
  seenTime: millis,
  /** The target as the first report found it. */
  snapshot: json.nullable(),
  account: caseAccount.nullable(),
  /** The room, of a room's case. */
  room: z
    .object({ roomId: id, name: z.string(), inviteOnly: flag, createTime: millis, closedTime: maybeMillis })
    .nullable(),
  /** The room, or the rooms the user is in, if open; at most 100 members each. */
  live: z.array(openRoom),
  decision: json.nullable(),
  history: z.object({
    cases: z.array(
      z.object({
        caseId: id,
        status: z.int(),
        reportTotal: z.int(),
        firstReportTime: millis,
        decisionTime: maybeMillis,
      }),
    ),
    penalties: z.array(penaltyRow),
    notices: z.array(z.object({ messageId: z.string(), title: z.string(), content: z.string(), createTime: millis })),
  }),
});
export type CaseDetail = z.output<typeof caseDetail>;

export const caseIdInput = z.object({ caseId });
export const caseReportsInput = staffPage.extend({ caseId });
export const caseReports = staffListOf(
  z.object({
    reportId: id,
    reportReasonType: z.int(),
    reason: z.string(),
    snapshot: json,
    /** What the same reporter had said and seen before, oldest first: the first five times that were not alike. */
    earlier: z.array(z.object({ reportReasonType: z.int(), reason: z.string(), snapshot: json, time: millis })),
    times: z.int(),
    createTime: millis,
    updateTime: millis,
    reporter: z.object({
      uid: id,
      nickname: z.string(),
      avatar: z.string(),
      /** Of the last 200 reports: those on decided cases, and how many of these were acted on. */
      decided: z.int(),
      right: z.int(),
    }),
  }),
);
export type CaseReports = z.output<typeof caseReports>;

/** `takeOver`: also from a colleague who has it. */
export const claimInput = z.object({ caseId, takeOver: z.boolean().default(false) });
export const caseVersion = z.object({ version: z.int() });

const verdict = {
  verdict: z.enum(["dismiss", "act"]),
  actions: actionList.default([]),
};
const fits = ({ verdict: said, actions }: { verdict: "dismiss" | "act"; actions: unknown[] }) =>
  (said === "act") === actions.length > 0;
const FITS = "驳回不能附带处理，处理至少选择一项";

export const previewInput = z.object({ caseIds: z.array(caseId).min(1).max(50), ...verdict }).refine(fits, FITS);

export const casePreview = actionPreview.extend({
  caseId: id,
  version: z.int(),
  name: z.string(),
  notice: noticeText.nullable(),
  reporters: z.int(),
  reporterNotice: noticeText,
});
export const casePreviews = z.array(casePreview);
export type CasePreview = z.output<typeof casePreview>;

export const decideInput = z
  .object({
    cases: z
      .array(z.object({ caseId, version: z.int() }))
      .min(1)
      .max(50),
    /** `seenTime` of what the decision was made on. */
    seenTime: millis,
    ...verdict,
    reason,
    /** Instead of the words of the preview. */
    notice: noticeText.optional(),
    tellReporters: z.boolean().default(true),
    /** Also cases that a colleague has claimed. */
    takeOver: z.boolean().default(false),
  })
  .refine(fits, FITS)
  .refine(({ cases }) => new Set(cases.map((one) => one.caseId)).size === cases.length, "案件不能重复");
export type DecideInput = z.output<typeof decideInput>;

/** `stale`: changed since; `claimed`: a colleague has it; `refused`: cannot be done. Only `done` has had an effect. */
export const decideResult = z.array(
  z.object({ caseId: id, outcome: z.enum(["done", "stale", "claimed", "refused"]), changes: z.array(z.string()) }),
);
export type DecideResult = z.output<typeof decideResult>;

export const undoInput = z.object({ caseId, version: z.int(), reason });
/** What could not be taken back, a sentence each. */
export const undoResult = z.object({ version: z.int(), remaining: z.array(z.string()) });
export type UndoResult = z.output<typeof undoResult>;

export const targetTime = z.object({ hours: z.int().min(1, "时限至少1小时").max(720, "时限不能超过30天") });
export const targetTimeInput = targetTime.extend({ reason });

/** What is kept of a decision with its case. */
export const storedDecision = z.object({
  verdict: z.enum(["dismiss", "act"]),
  actions: z.array(penaltyAction),
  reason: z.string(),
  notice: noticeText.nullable(),
  tellReporters: z.boolean(),
  penaltyIds: z.array(z.string()),
  liftedIds: z.array(z.string()),
});
export type StoredDecision = z.output<typeof storedDecision>;
