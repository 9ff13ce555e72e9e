import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { acceptRawBodies } from "./body";
import type { Credentials } from "./credentials";
import type { Clock, Deps, Log } from "./deps";
import { createFaults, exposeToFaults } from "./faults";
import { inspect } from "./inspect";
import { sendPage } from "./page";
import { createRecords } from "./record";
import { agora } from "./vendors/agora";
import { agoraNotices } from "./vendors/agora-notices";
import { aliyunGateway } from "./vendors/aliyun/gateway";
import { aliyunSms } from "./vendors/aliyun-sms";
import { aliyunSts } from "./vendors/aliyun-sts";
import { jpush } from "./vendors/jpush";
import { oss } from "./vendors/oss";
import { wechat } from "./vendors/wechat";

export type SandboxOptions = {
  credentials: Credentials;
  /** Uploads go to `sandbox/oss` below it. */
  dataDir: string;
  /** The address others reach it by, for links in its answers; without it, the one a call was made to. */
  publicUrl?: string;
  log?: Log;
  clock?: Clock;
};

/** The third parties as one server that does not listen yet. What each checks is told where it is: src/vendors. */
export function buildSandbox({ credentials, dataDir, publicUrl, log, clock }: SandboxOptions): FastifyInstance {
  const app = Fastify({
    // Requests carry numbers and codes in their URLs, so there is no request log.
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1024 },
  });
  const records = createRecords();
  const faults = createFaults();
  const deps: Deps = {
    credentials,
    clock: clock ?? { now: () => new Date() },
    records,
    ossDir: join(dataDir, "sandbox", "oss"),
    publicUrl,
  };

  acceptRawBodies(app);
  app.addHook("preClose", async () => faults.release());
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log?.error("a call failed", error);
    return reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `The sandbox has nothing at ${request.method} ${request.url.split("?")[0]}` }),
  );

  app.get("/healthz", async () => ({ status: "ok" }));
  const account = wechat(deps);
  for (const vendor of [jpush(deps), account, agora(deps), oss(deps)]) {
    app.register(async (scope) => {
      exposeToFaults(scope, faults, () => vendor);
      vendor.routes(scope);
    });
  }
  app.register(async (scope) =>
    aliyunGateway(scope, { ...deps, faults }, [aliyunSms(deps), aliyunSts(deps)], (_request, reply) =>
      sendPage(reply, records, faults.list()),
    ),
  );
  app.register(async (scope) => {
    agoraNotices(scope, deps);
    inspect(scope, records, faults, account.tickets);
  });
  return app;
}
