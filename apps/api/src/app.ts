import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { channel } from "./channel/plugin";
import type { Deps } from "./deps";
import { agoraNotify } from "./plugins/agora-notify";
import { bodies } from "./plugins/bodies";
import { callContextPlugin } from "./plugins/call-context";
import { docs } from "./plugins/docs";
import { errors } from "./plugins/errors";
import { health } from "./plugins/health";
import { limits } from "./plugins/limits";
import { requestLog } from "./plugins/request-log";
import { stop } from "./plugins/stop";
import { restBridge } from "./rest/bridge";
import { trpcPlugin } from "./trpc/plugin";

const BODY_LIMIT = 1024 * 1024;

/** The whole HTTP app; tests `inject()` into it. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { env, log } = deps;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address: string, hop: number) => hop < env.TRUST_PROXY,
    bodyLimit: BODY_LIMIT,
    handlerTimeout: env.HANDLER_TIMEOUT_MS,
    routerOptions: { maxParamLength: 5000 },
    return503OnClosing: false,
  });
  await app.register(stop);
  await app.register(errors);
  await app.register(bodies);
  await app.register(requestLog, { deps });
  await app.register(limits, { deps });
  await app.register(callContextPlugin, { deps });
  await app.register(health, { deps });
  await app.register(docs, { deps });
  await app.register(channel, { deps });
  await app.register(agoraNotify, { deps });
  await app.register(trpcPlugin);
  await app.register(async (scope) => restBridge(scope, deps));
  return app;
}
