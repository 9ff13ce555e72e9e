import { createHmac, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { jsonBody } from "../body";
import type { Deps } from "../deps";

const noticeSchema = z.strictObject({
  /** The address that is told. */
  url: z.url({ protocol: /^https?$/ }),
  eventType: z.int(),
  payload: z.record(z.string(), z.unknown()),
  /** The same one again makes a repeat. */
  noticeId: z.string().optional(),
  /** Signs with this instead of our secret. */
  secret: z.string().optional(),
});

/**
 * Agora's notifications, sent when asked to: POST /inspect/agora/notify. Both signatures are over the body as it is sent
 * (docs.agora.io/en/voice-calling/advanced-features/receive-notifications).
 */
export function agoraNotices(scope: FastifyInstance, { credentials, clock }: Deps): void {
  scope.post("/inspect/agora/notify", async (request, reply) => {
    const parsed = noticeSchema.safeParse(jsonBody(request));
    if (!parsed.success) return reply.code(400).send({ error: parsed.error.issues[0]?.message });
    const { url, eventType, payload, noticeId = randomUUID(), secret } = parsed.data;
    const body = JSON.stringify({ noticeId, productId: 1, eventType, notifyMs: clock.now().getTime(), payload });
    const sign = (algorithm: string) =>
      createHmac(algorithm, secret ?? credentials.AGORA_NOTIFY_SECRET)
        .update(body)
        .digest("hex");
    const headers = {
      "content-type": "application/json;charset=utf-8",
      "agora-signature": sign("sha1"),
      "agora-signature-v2": sign("sha256"),
    };
    // Agora waits 10 seconds for an answer.
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) });
    return { noticeId, status: answer.status, body: await answer.text() };
  });
}
