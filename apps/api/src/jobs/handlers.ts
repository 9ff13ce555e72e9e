import type { Deps } from "../deps";
import { housekeeping } from "./housekeeping";
import { pushBind, pushLogout, pushMessage } from "./push";
import type { JobName, Jobs } from "./queue";
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
  housekeeping,
};
