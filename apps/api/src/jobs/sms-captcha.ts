import { issueCaptcha, noteRefusal } from "../domains/account/captchas";
import type { Handler } from "./handlers";

/** Makes the code of the newest request and sends it; each try makes a new one, so no code is ever stored readable. */
export const smsCaptcha: Handler<"sms-captcha"> = async (deps, { data }) => {
  const issued = await issueCaptcha(deps, data.captchaId);
  if (!issued) return;
  const outcome = await deps.providers.sms.sendCaptcha(issued.mobile, issued.code);
  if (outcome.kind === "sent") return;
  const level = outcome.kind === "misconfigured" ? "fatal" : "warn";
  await noteRefusal(deps, data.captchaId, outcome.message);
  deps.log[level]({ vendorCode: outcome.code }, "Aliyun refused a login code");
};
