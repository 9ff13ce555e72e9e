import { createHash } from "node:crypto";
import { versionResult } from "@chaoqer/contract/app";
import { linkPreviewResult } from "@chaoqer/contract/link";
import { check, nothing, type World } from "../world";

/** App 1 to 4: a newer version, feedback, a report, and the preview of a link. */
export async function app({ hang, ning, clubId }: World): Promise<void> {
  const newest = await hang.newest(versionResult);
  if (newest) check(newest.versionCode > 10, "a newer version than this client's is offered");
  const feedback = { originFeedbackType: 0, originId: clubId, feedbackType: 4, feedbackContent: "希望可以录音" };
  await hang.call(
    "POST",
    "/app/feedback",
    { ...feedback, feedbackImageList: ["https://cdn.example.com/a.jpg"] },
    nothing,
  );
  const report = { originReportType: 1, originId: hang.uid, reportReasonType: 4, reason: "一直在打广告" };
  await ning.call("POST", "/app/report", report, nothing);
  const linkMD5 = createHash("md5").update("http://example.com/never-written").digest("hex");
  const preview = await ning.call("POST", `/app/link/preview/${linkMD5}`, {}, linkPreviewResult);
  check(preview.title === "", "nothing is known of a link that nobody wrote");
}
