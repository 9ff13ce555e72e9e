import { z } from "zod";

/** A JPush registration id as it stands in a path. */
export const JPUSH_ID = /^[A-Za-z0-9_-]{1,64}$/;

export const pushIdInput = z.object({ jPushId: z.string().regex(JPUSH_ID) });
