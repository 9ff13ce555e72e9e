import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { jsonBody, queryOf, rawBody } from "./body";
import { targets } from "./deps";
import { type Faults, faultSchema } from "./faults";
import type { Records } from "./record";
import { isNumber } from "./vendors/aliyun-sms";
import type { Tickets } from "./vendors/wechat/tickets";

const expireSchema = z.strictObject({
  what: z.enum(["token", "ticket", "all"]).default("all"),
  /** What WeChat then says of the tokens that lived until now. */
  errcode: z.union([z.literal(40001), z.literal(40014), z.literal(42001)]).default(40001),
});

/**
 * What tests and tools ask the sandbox: lists newest first, each item with `time` (integer milliseconds) and `outcome`
 * (`ok`, or what was answered instead). DELETE /inspect empties the lists and nothing else: faults, uploads, devices,
 * tokens and used cids stay. See docs/operations.md.
 */
export function inspect(scope: FastifyInstance, records: Records, faults: Faults, tickets: Tickets): void {
  scope.get("/inspect/sms", async (request) => {
    const { mobile } = queryOf(request);
    return records.sms.list().filter((sms) => mobile === undefined || isNumber(sms.mobile, mobile));
  });
  scope.get("/inspect/push", async (request) => {
    const { alias } = queryOf(request);
    return records.push.list().filter((push) => alias === undefined || push.alias === alias);
  });
  scope.get("/inspect/oss", async (request) => {
    const { key } = queryOf(request);
    return records.oss.list().filter((upload) => key === undefined || upload.key === key);
  });
  scope.get("/inspect/agora", async (request) => {
    const { cname } = queryOf(request);
    return records.agora.list().filter((kick) => cname === undefined || kick.cname === cname);
  });
  scope.get("/inspect/sts", async () => records.sts.list());
  scope.get("/inspect/wechat", async () => {
    const list = records.wechat.list();
    const calls: Record<string, number> = {};
    for (const { endpoint } of list) calls[endpoint] = (calls[endpoint] ?? 0) + 1;
    return { calls, list };
  });
  scope.post("/inspect/wechat/expire", async (request, reply) => {
    const body = rawBody(request).length === 0 ? {} : jsonBody(request);
    const parsed = expireSchema.safeParse(body);
    if (!parsed.success) return refuse(reply, parsed.error, body);
    const { what, errcode } = parsed.data;
    const tokens = what === "ticket" ? 0 : tickets.expireTokens(errcode);
    if (what !== "token") tickets.expireTicket();
    return { expired: what, tokens };
  });
  scope.delete("/inspect", async () => {
    for (const list of Object.values(records)) list.clear();
    return { emptied: true };
  });

  scope.get("/inspect/fault", async () => faults.list());
  scope.post("/inspect/fault", async (request, reply) => {
    const body = jsonBody(request);
    const parsed = faultSchema.safeParse(body);
    return parsed.success ? faults.start(parsed.data) : refuse(reply, parsed.error, body);
  });
  scope.delete("/inspect/fault", async (request, reply) => {
    const parsed = z.enum(targets).optional().safeParse(queryOf(request).target);
    return parsed.success ? { ended: faults.end(parsed.data) } : refuse(reply, parsed.error, {});
  });

  scope.all("/inspect/*", async (request, reply) =>
    reply.code(404).send({ error: `The sandbox has no ${request.method} ${request.routeOptions.url}` }),
  );
}

/** 400 with what is wrong, field by field. */
function refuse(reply: FastifyReply, error: z.ZodError, body: unknown): FastifyReply {
  const faults = error.issues.map(({ path, message }) =>
    [path.join("."), message].filter((part) => part !== "").join(": "),
  );
  return reply.code(400).send({ error: body === undefined ? "The body is no JSON" : faults.join("; ") });
}
