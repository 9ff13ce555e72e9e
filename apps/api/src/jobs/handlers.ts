import type { Deps } from "../deps";
import { agoraKick } from "./agora-kick";
import { dailyRollup } from "./daily-rollup";
import { housekeeping } from "./housekeeping";
import { linkFetch } from "./link-fetch";
import { noticeSend } from "./notice-send";
import { penaltyEnd } from "./penalty-end";
import { pushBind, pushLogout, pushMessage } from "./push";
import type { JobName, Jobs } from "./queue";
import { roomSettle, roomSweep } from "./rooms";
import { smsCaptcha } from "./sms-captcha";

/** A job as its handler sees it. `id` stays the same from try to try. */
export interface Job<N extends JobName> {
  id: string;
  data: Jobs[N];
}

/** Does a job; what it throws is tried again. */
export type Handler<N extends JobName> = (deps: Deps, job: Job<N>) => Promise<void>;

export const HANDLERS: { [N in JobName]: Handler<N> } = {
  "sms-captcha": smsCaptcha,
  "push-message": pushMessage,
  "push-logout": pushLogout,
  "push-bind": pushBind,
  "agora-kick": agoraKick,
  "room-settle": roomSettle,
  "room-sweep": roomSweep,
  "link-fetch": linkFetch,
  "daily-rollup": dailyRollup,
  "notice-send": noticeSend,
  "penalty-end": penaltyEnd,
  "penalty-sweep": penaltyEnd,
  housekeeping,
};
