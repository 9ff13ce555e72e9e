import { goOnSending } from "../domains/message/staff-sending";
import type { Handler } from "./handlers";

/** Serves the next receivers of a notice. */
export const noticeSend: Handler<"notice-send"> = (deps, { data }) => goOnSending(deps, data.noticeId);
