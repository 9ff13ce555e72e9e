import { pino } from "pino";
import { buildApp } from "./app";
import { startTicking } from "./channel/tick";
import { buildDeps } from "./deps";
import { EnvError, readEnv } from "./env";
import { startWorkers } from "./jobs/workers";
import { loggerOptions } from "./log";
import { checkAuditLog, prepareDatabase } from "./prepare";

/** How long what runs may take to finish once the process is told to stop. */
const STOP_MS = 15_000;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = pino(loggerOptions(env));
  await prepareDatabase({ url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL }, log);
  await checkAuditLog(env.DATABASE_URL, log);
  const deps = await buildDeps(env, { log });
  const app = await buildApp(deps);
  const stopWorkers = startWorkers(deps);
  const stopTicking = startTicking(app.channel);

  const stop = async (signal: string) => {
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await stopTicking();
    await app.close();
    await stopWorkers();
    await deps.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(signal));

  await app.listen({ port: env.API_PORT, host: env.API_HOST });
  log.info({ port: env.API_PORT }, "api is serving");
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error instanceof EnvError) console.error(error.message);
  else if (error.code === "EADDRINUSE")
    console.error(`Port ${process.env.API_PORT ?? 4000} is in use: set API_PORT to a free one.`);
  else console.error(error);
  process.exit(1);
});
