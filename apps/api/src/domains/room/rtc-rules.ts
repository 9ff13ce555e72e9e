import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/**
 * What Agora tells of its channels (https://docs.agora.io/en/voice-calling/advanced-features/receive-notifications and
 * .../channel-event-type): users of a room's channel by their ruid.
 */
export const rtcNotice = z.object({
  noticeId: z.string().min(1).max(200),
  productId: z.int(),
  eventType: z.int(),
  notifyMs: z.int().optional(),
  payload: z.object({
    channelName: z.string(),
    uid: z.int().optional(),
    clientSeq: z.int().optional(),
    /** Seconds. */
    ts: z.int().optional(),
    reason: z.int().optional(),
  }),
});
export type RtcNotice = z.output<typeof rtcNotice>;

/** Real-time communication. */
export const RTC_PRODUCT = 1;
const JOINED: readonly number[] = [103, 105, 107];
const LEFT: readonly number[] = [104, 106, 108];

/** Quit; kicked by a rule; token over. They are gone at once; with every other reason they may be back in a moment. */
const FINAL: readonly number[] = [1, 3, 12];
/** Joins and leaves in quick turns: Agora tells nothing more of that user until they are thrown out. */
export const FLAPPING = 999;
/** How long Agora asks to wait before throwing them out. */
export const FLAPPING_MS = 60_000;

export const isJoin = (eventType: number) => JOINED.includes(eventType);
export const isLeave = (eventType: number) => LEFT.includes(eventType);
export const isFinal = (reason: number | undefined) => reason !== undefined && FINAL.includes(reason);

/** What the console's health check sends; nothing is to be done about it. */
export const isTest = ({ payload }: RtcNotice) => payload.channelName === "test_webhook" && payload.uid === 12121212;

/** Checks `Agora-Signature-V2`: HMAC-SHA256 of the body as it came, in hex; in constant time. */
export function rightSignature(body: Buffer, signature: string | undefined, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature ?? "") ? (signature ?? "") : "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
