import { DomainError } from "@chaoqer/contract/errors";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps";
import { takeNotice } from "../domains/room/rtc-notices";
import { rightSignature, rtcNotice } from "../domains/room/rtc-rules";
import { callContext } from "./call-context";

/** Text as JSON; undefined if it is none. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Where Agora tells of its channels (docs/api/channel.md, "What Agora tells"). The signature covers the body as it came. */
export async function agoraNotify(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.post("/agora/notify", async (request) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = request.headers["agora-signature-v2"];
    const secret = deps.env.AGORA_NOTIFY_SECRET;
    if (!rightSignature(body, Array.isArray(signature) ? signature[0] : signature, secret))
      throw new DomainError("unauthorized");
    const notice = rtcNotice.safeParse(parse(body));
    if (!notice.success) throw new DomainError("malformed");
    await takeNotice(callContext(request), notice.data);
    return {};
  });
}
