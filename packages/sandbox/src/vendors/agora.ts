import { z } from "zod";
import { isObject, jsonBody, queryOf } from "../body";
import type { Deps, Vendor } from "../deps";
import { basicAuth } from "../signatures/basic";

const privileges = ["join_channel", "publish_audio", "publish_video"] as const;
const maxUid = 2 ** 32 - 1;
const duration = { time: z.number().min(0).nullish(), time_in_seconds: z.number().min(0).nullish() };
const ruleSchema = z
  .object({
    appid: z.string(),
    // Agora takes "" for a filter that is not meant; a channel name has fewer than 64 bytes of a limited set.
    cname: z
      .string()
      .regex(/^[\w !#$%&()+\-:;<=.>?@[\]^{|}~,]{0,63}$/)
      .nullish(),
    uid: z.union([z.int().min(1).max(maxUid), z.literal("")]).nullish(),
    ip: z.union([z.ipv4(), z.literal("")]).nullish(),
    privileges: z.array(z.enum(privileges)).min(1),
    ...duration,
  })
  .refine(({ cname, uid, ip }) => cname || uid || ip, { path: ["cname"], message: "give cname, uid or ip" });
const updateSchema = z.object({ appid: z.string(), id: z.int(), ...duration });
const deleteSchema = z.object({ appid: z.string(), id: z.int() });

type Rule = z.infer<typeof ruleSchema> & {
  id: number;
  opid: number;
  expires: number;
  created: number;
  updated: number;
};

/** Answers `{"message": …}` with a status, as Agora does where it will not do the work. */
class AgoraRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Agora's kicking rules, at most 10 calls a second for the account. Sources:
 * docs.agora.io/en/voice-calling/channel-management-api/endpoint/ban-user-privileges/{create-rules, get-rule-list,
 * update-expiration-time, delete-rules} and …/response-status-code.
 */
export function agora({ credentials, clock, records }: Deps): Vendor {
  const rules = new Map<number, Rule>();
  let lastId = 1952;
  let calls: number[] = [];

  function keep(body: unknown, outcome: string): void {
    const rule = isObject(body) ? body : {};
    records.agora.add({
      cname: typeof rule.cname === "string" && rule.cname !== "" ? rule.cname : null,
      uid: typeof rule.uid === "number" ? rule.uid : null,
      privileges: Array.isArray(rule.privileges) ? rule.privileges.map(String) : [],
      minutes: secondsOf(rule) / 60,
      time: clock.now().getTime(),
      outcome,
    });
  }

  /** The body as the schema has it, for our app. */
  function read<T extends { appid: string }>(schema: z.ZodType<T>, body: unknown): T {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new AgoraRefusal(400, `invalid ${parsed.error.issues[0]?.path.join(".") || "body"}`);
    if (parsed.data.appid !== credentials.AGORA_APP_ID) throw new AgoraRefusal(400, "invalid appid");
    return parsed.data;
  }

  function create(body: unknown): { status: string; id: number } {
    const rule = read(ruleSchema, body);
    const now = clock.now().getTime();
    lastId += 1;
    const seconds = secondsOf(rule);
    // A rule of no time throws out who is there, and is not kept.
    if (seconds > 0) {
      const expires = now + seconds * 1000;
      rules.set(lastId, { ...rule, id: lastId, opid: lastId + 1000, expires, created: now, updated: now });
    }
    return { status: "success", id: lastId };
  }

  function list(appid: string | undefined): object {
    if (appid !== credentials.AGORA_APP_ID) throw new AgoraRefusal(400, "invalid appid");
    const now = clock.now().getTime();
    for (const rule of rules.values()) if (rule.expires <= now) rules.delete(rule.id);
    const iso = (time: number) => new Date(time).toISOString();
    return {
      status: "success",
      rules: [...rules.values()].map((rule) => ({
        id: rule.id,
        appid: rule.appid,
        uid: rule.uid ?? null,
        opid: rule.opid,
        cname: rule.cname ?? null,
        ip: rule.ip ?? null,
        ts: iso(rule.expires),
        privileges: rule.privileges,
        createAt: iso(rule.created),
        updateAt: iso(rule.updated),
      })),
    };
  }

  function update(body: unknown): object {
    const { id, ...change } = read(updateSchema, body);
    const rule = rules.get(id);
    if (!rule) throw new AgoraRefusal(404, "rule not found");
    const now = clock.now().getTime();
    rule.expires = now + secondsOf(change) * 1000;
    rule.updated = now;
    return { status: "success", result: { id, ts: new Date(rule.expires).toISOString() } };
  }

  function remove(body: unknown): object {
    const { id } = read(deleteSchema, body);
    if (!rules.delete(id)) throw new AgoraRefusal(404, "rule not found");
    return { status: "success", id };
  }

  function limit(): void {
    const now = clock.now().getTime();
    calls = calls.filter((time) => now - time < 1000);
    if (calls.length >= 10) throw new AgoraRefusal(429, "Too many requests");
    calls.push(now);
  }

  return {
    target: "agora",
    faulted(request, outcome) {
      if (request.method === "POST") keep(jsonBody(request), outcome);
    },
    routes(scope) {
      scope.setErrorHandler((error, request, reply) => {
        if (!(error instanceof AgoraRefusal)) throw error;
        if (request.method === "POST") keep(jsonBody(request), String(error.status));
        return reply.code(error.status).send({ message: error.message });
      });
      scope.addHook("preHandler", async (request) => {
        const { AGORA_CUSTOMER_ID, AGORA_CUSTOMER_SECRET } = credentials;
        if (basicAuth(request.headers.authorization, AGORA_CUSTOMER_ID, AGORA_CUSTOMER_SECRET) !== "ok")
          throw new AgoraRefusal(401, "Invalid authentication credentials");
        limit();
        if (request.method !== "GET" && !request.headers["content-type"]?.startsWith("application/json"))
          throw new AgoraRefusal(415, "Content-Type must be application/json");
      });
      const url = "/dev/v1/kicking-rule";
      scope.get(url, async (request) => list(queryOf(request).appid));
      scope.post(url, async (request) => {
        const answer = create(jsonBody(request));
        keep(jsonBody(request), "ok");
        return answer;
      });
      scope.put(url, async (request) => update(jsonBody(request)));
      scope.delete(url, async (request) => remove(jsonBody(request)));
    },
  };
}

/** How long a rule lasts: an hour if it does not say, else within Agora's bounds; 0 stays 0. */
function secondsOf(rule: { time?: unknown; time_in_seconds?: unknown }): number {
  if (typeof rule.time_in_seconds === "number") return clamp(rule.time_in_seconds, 10, 86_430);
  return typeof rule.time === "number" ? clamp(rule.time, 1, 1440) * 60 : 3600;
}

function clamp(value: number, min: number, max: number): number {
  return value <= 0 ? 0 : Math.min(max, Math.max(min, value));
}
