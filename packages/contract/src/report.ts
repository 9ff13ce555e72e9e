import { z } from "zod";
import { OriginReportType, ReportReasonType } from "./enums";
import { codeOf, sentId, textOf } from "./fields";

export const reportInput = z.object({
  originReportType: codeOf("投诉来源类型", Object.values(OriginReportType)),
  originId: sentId,
  reportReasonType: codeOf("投诉原因类别", Object.values(ReportReasonType)),
  reason: textOf("投诉原因", 500, 1),
});
export type ReportInput = z.output<typeof reportInput>;
