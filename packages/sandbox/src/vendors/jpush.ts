import { randomInt, randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isObject, jsonBody, queryOf } from "../body";
import type { Deps, Vendor } from "../deps";
import type { PushRecord } from "../record";
import { basicAuth } from "../signatures/basic";
import { createDevices, type Device } from "./jpush/devices";
import { isAliasOrTag, isRegistrationId } from "./jpush/names";
import { type Audience, type Push, readPush } from "./jpush/payload";
import { invalid, JpushRefusal } from "./jpush/refusal";

const quota = 600;
const windowMs = 60_000;
const cidLifeMs = 24 * 3600_000;
type Sent = { answer: { sendno: string; msg_id: string }; time: number; rows: PushRecord[] };

/**
 * JPush: push with `cid`, its dry run, and the calls on devices and aliases. Sources:
 * docs.jiguang.cn/jpush/server/push/{rest_api_v3_push, rest_api_v3_push_advanced, rest_api_v3_device, server_overview}.
 * The quota of 600 calls a minute shows in the headers only; a 429 comes from POST /inspect/fault.
 */
export function jpush({ credentials, clock, records }: Deps): Vendor {
  const devices = createDevices();
  const sent = new Map<string, Sent>();
  let window = { start: 0, calls: 0 };

  function keep(push: Push | undefined, payload: unknown, reached: Device[], outcome: string): PushRecord[] {
    const time = clock.now().getTime();
    return targetsOf(push?.audience, payload, reached).map(({ alias, registrationIds }) => {
      const none = outcome === "ok" && registrationIds.length === 0;
      return records.push.add({ alias, payload, registrationIds, time, outcome: none ? "1011" : outcome });
    });
  }

  function send(request: FastifyRequest, dryRun: boolean): { sendno: string; msg_id: string } {
    const payload = jsonBody(request);
    const now = clock.now().getTime();
    let push: Push | undefined;
    try {
      authorize(request, 1004, 1004);
      push = readPush(payload, credentials.JPUSH_APP_KEY);
      const before = push.cid === undefined ? undefined : sent.get(push.cid);
      if (before && now - before.time < cidLifeMs && !dryRun) {
        for (const row of before.rows) row.repeats = (row.repeats ?? 0) + 1;
        return before.answer;
      }
      const reached = devices.select(push.audience);
      if (reached.length === 0) throw new JpushRefusal(400, 1011, "cannot find user by this audience");
      const answer = { sendno: push.sendno, msg_id: `${randomInt(1e8, 1e9)}${randomInt(1e8, 1e9)}` };
      if (!dryRun) {
        const rows = keep(push, payload, reached, "ok");
        if (push.cid !== undefined) remember(push.cid, { answer, time: now, rows });
      }
      return answer;
    } catch (error) {
      if (error instanceof JpushRefusal && !dryRun) keep(push, payload, [], String(error.code));
      throw error;
    }
  }

  function remember(cid: string, entry: Sent): void {
    for (const [old, { time }] of sent) {
      if (entry.time - time < cidLifeMs) break;
      sent.delete(old);
    }
    sent.set(cid, entry);
  }

  function authorize(request: FastifyRequest, absent: number, wrong: number): void {
    const given = basicAuth(request.headers.authorization, credentials.JPUSH_APP_KEY, credentials.JPUSH_MASTER_SECRET);
    if (given === "absent") throw new JpushRefusal(401, absent, "Missing authorization");
    if (given === "wrong") throw new JpushRefusal(401, wrong, "Authen failed");
  }

  function deviceOf(request: FastifyRequest): Device {
    authorize(request, 7001, 7004);
    const { id } = request.params as { id: string };
    if (!isRegistrationId(id)) throw new JpushRefusal(400, 7002, "registration_id is invalid");
    return devices.of(id);
  }

  function aliasOf(request: FastifyRequest): string {
    authorize(request, 7001, 7004);
    const { alias } = request.params as { alias: string };
    if (!isAliasOrTag(alias)) throw new JpushRefusal(400, 7002, "alias is invalid");
    return alias;
  }

  function update(device: Device, body: unknown): void {
    const change = isObject(body) ? body : refuseDevice("the body must be a JSON object");
    const { tags, alias, mobile, ...rest } = change;
    if (Object.keys(rest).length > 0) refuseDevice(`unknown key ${Object.keys(rest)[0]}`);
    if (alias !== undefined && alias !== "" && !isAliasOrTag(alias)) refuseDevice("alias is invalid");
    if (mobile !== undefined && typeof mobile !== "string") refuseDevice("mobile is invalid");
    const edit = tags === undefined || tags === "" ? {} : isObject(tags) ? tags : refuseDevice("tags is invalid");
    const [add, remove] = [tagList(edit.add), tagList(edit.remove)];
    if (typeof alias === "string" && alias !== "" && device.alias !== alias && devices.withAlias(alias).length >= 10)
      throw new JpushRefusal(400, 7015, "the alias is bound to 10 devices already");
    if (typeof alias === "string") devices.setAlias(device, alias || undefined);
    if (typeof mobile === "string") device.mobile = mobile || undefined;
    if (tags === "") device.tags.clear();
    for (const tag of add) device.tags.add(tag);
    for (const tag of remove) device.tags.delete(tag);
  }

  return {
    target: "jpush",
    faulted(request, outcome) {
      if (request.method === "POST" && request.routeOptions.url === "/v3/push") {
        keep(undefined, jsonBody(request), [], outcome);
      }
    },
    routes(scope) {
      scope.addHook("onRequest", async (_request, reply) => {
        const now = clock.now().getTime();
        if (now - window.start >= windowMs || now < window.start) window = { start: now, calls: 0 };
        window.calls += 1;
        // The documentation says Quota, the service and its SDKs Limit.
        for (const name of ["X-Rate-Limit-Quota", "X-Rate-Limit-Limit"]) reply.header(name, String(quota));
        reply.header("X-Rate-Limit-Remaining", String(Math.max(0, quota - window.calls)));
        reply.header("X-Rate-Limit-Reset", String(Math.ceil((window.start + windowMs - now) / 1000)));
      });
      scope.setErrorHandler((error, _request, reply) => {
        if (!(error instanceof JpushRefusal)) throw error;
        const msg_id = error.code === 1011 ? { msg_id: `${randomInt(1e8, 1e9)}${randomInt(1e8, 1e9)}` } : {};
        return reply.code(error.status).send({ error: { code: error.code, message: error.message }, ...msg_id });
      });

      scope.post("/v3/push", async (request) => send(request, false));
      scope.post("/v3/push/validate", async (request) => send(request, true));
      scope.get("/v3/push", async () => {
        throw new JpushRefusal(405, 1001, "Only POST is supported");
      });
      scope.get("/v3/push/cid", async (request) => {
        authorize(request, 1004, 1004);
        const { count = "1", type = "push" } = queryOf(request);
        if (!/^\d{1,6}$/.test(count) || Number(count) < 1) throw invalid("count must be from 1 to 1000");
        if (type !== "push" && type !== "schedule") throw invalid("type must be push or schedule");
        const length = Math.min(Number(count), 1000);
        return { cidlist: Array.from({ length }, () => `${credentials.JPUSH_APP_KEY}-${randomUUID()}`) };
      });

      scope.get("/v3/devices/:id", async (request) => {
        const { tags, alias, mobile } = deviceOf(request);
        return { tags: [...tags], alias: alias ?? null, mobile: mobile ?? null };
      });
      scope.post("/v3/devices/:id", async (request, reply) => {
        update(deviceOf(request), jsonBody(request));
        return empty(reply);
      });
      scope.get("/v3/aliases/:alias", async (request) => ({
        registration_ids: devices
          .withAlias(aliasOf(request))
          .slice(0, 10)
          .map((device) => device.registrationId),
      }));
      scope.post("/v3/aliases/:alias", async (request, reply) => {
        const alias = aliasOf(request);
        const body = jsonBody(request);
        const ids = isObject(body) && isObject(body.registration_ids) ? body.registration_ids.remove : undefined;
        if (!Array.isArray(ids) || ids.length > 1000 || !ids.every(isRegistrationId))
          refuseDevice("registration_ids.remove must be a list of at most 1000");
        for (const device of devices.withAlias(alias)) {
          if (ids.includes(device.registrationId)) devices.setAlias(device, undefined);
        }
        return empty(reply);
      });
      scope.delete("/v3/aliases/:alias", async (request, reply) => {
        for (const device of devices.withAlias(aliasOf(request))) devices.setAlias(device, undefined);
        return empty(reply);
      });
    },
  };
}

/** The rows to keep of a push: one an alias that it names, else one a device that it reached, else one. */
function targetsOf(
  audience: Audience | undefined,
  payload: unknown,
  reached: Device[],
): { alias: string | null; registrationIds: string[] }[] {
  const named = audience !== undefined && audience !== "all" ? audience.alias : aliasesIn(payload);
  if (named && named.length > 0) {
    return named.map((alias) => ({
      alias,
      registrationIds: reached.filter((device) => device.alias === alias).map((device) => device.registrationId),
    }));
  }
  if (reached.length === 0) return [{ alias: null, registrationIds: [] }];
  return reached.map(({ alias, registrationId }) => ({ alias: alias ?? null, registrationIds: [registrationId] }));
}

/** The aliases that a push which was not read, or not understood, seems to be for. */
function aliasesIn(payload: unknown): string[] {
  const audience = isObject(payload) && isObject(payload.audience) ? payload.audience.alias : undefined;
  return Array.isArray(audience) ? audience.filter((alias) => typeof alias === "string") : [];
}

function tagList(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > 100 || !value.every(isAliasOrTag)) refuseDevice("tags is invalid");
  return value;
}

function refuseDevice(message: string): never {
  throw new JpushRefusal(400, 7002, message);
}

function empty(reply: FastifyReply): FastifyReply {
  return reply.type("application/json; charset=utf-8").send("");
}
