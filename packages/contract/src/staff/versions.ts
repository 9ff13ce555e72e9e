import { z } from "zod";
import { versionResult } from "../app";
import { codeOf, httpUrlOf, lineOf, millis, textOf } from "../fields";
import { maybeMillis, reason, staffListOf, staffPage } from "./common";

/** App versions (docs/staff.md, "App versions"). */

/** 1 iOS, 2 Android. */
const clientType = codeOf("平台", [1, 2]);
const versionId = z.string().regex(/^[a-f0-9]{32}$/, "版本编号不正确");
const versionCode = z.int().min(1, "版本号至少为1").max(999_999_999, "版本号过大");

const text = {
  versionName: lineOf("版本名称", 50),
  versionDesc: textOf("版本说明", 1000, 1),
  downloadUrl: httpUrlOf("下载"),
  forcedUpgrade: z.boolean(),
};

export const versionState = z.enum(["draft", "planned", "published", "withdrawn"]);
export type VersionState = z.output<typeof versionState>;

export const versionListInput = staffPage.extend({ clientType });
export const staffVersion = z.object({
  versionId,
  clientType: z.int(),
  versionCode: z.int(),
  versionName: z.string(),
  versionDesc: z.string(),
  downloadUrl: z.string(),
  forcedUpgrade: z.boolean(),
  state: versionState,
  publishTime: maybeMillis,
  withdrawnTime: maybeMillis,
  createTime: millis,
  updateTime: millis,
  /** Live sessions on it. */
  activeUsers: z.int(),
});
export const staffVersionList = staffListOf(staffVersion);
export type StaffVersion = z.output<typeof staffVersion>;

export const versionCreateInput = z.object({ clientType, versionCode, ...text });
export const versionCreated = z.object({ versionId });

/** `confirmForced`: staff have seen how many will be forced. */
const guard = { confirmForced: z.boolean().default(false), reason };
export const versionUpdateInput = z.object({ versionId, ...text, ...guard });
/** `publishTime` absent: at once. */
export const versionPublishInput = z.object({ versionId, publishTime: millis.optional(), ...guard });
export const versionWithdrawInput = z.object({ versionId, reason });
export const versionIdInput = z.object({ versionId });
/** `confirm`: nothing was done, since this would force so many active users; call again with `confirmForced`. */
export const versionOutcome = z.object({ outcome: z.enum(["done", "confirm"]), forcedUsers: z.int() });
export type VersionOutcome = z.output<typeof versionOutcome>;

/** What would be, at a time (absent: now), if one more version were published. */
const assumed = {
  clientType,
  at: millis.optional(),
  assume: z.object({ versionId, forcedUpgrade: z.boolean().optional() }).optional(),
};
export const dryRunInput = z.object({ versionCode: z.int().min(0).max(999_999_999), ...assumed });
/** What a client on that version sees; null: that it has the newest. */
export const dryRunResult = versionResult.nullable();
export const usageInput = z.object(assumed);
export type Assumed = Omit<z.output<typeof usageInput>, "clientType"> & { clientType: number };

/** Active users of each version, and what they see. */
export const usage = z.object({
  versions: z.array(z.object({ versionCode: z.int(), users: z.int(), sees: z.int().nullable(), forced: z.boolean() })),
  users: z.int(),
  forcedUsers: z.int(),
});
export type Usage = z.output<typeof usage>;
