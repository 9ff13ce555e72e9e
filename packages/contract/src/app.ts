import { z } from "zod";
import { flag, millis } from "./fields";

/** The version that a client should move to. */
export const versionResult = z.object({
  clientType: z.int(),
  createTime: millis,
  downloadUrl: z.string(),
  forcedUpgrade: flag,
  versionCode: z.int(),
  versionDesc: z.string(),
  /** MD5 of `clientType:versionCode`. */
  versionId: z.string(),
  versionName: z.string(),
});
export type VersionResult = z.output<typeof versionResult>;
