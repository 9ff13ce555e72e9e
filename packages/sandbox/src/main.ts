import { buildSandbox } from "./app";
import { devCredentials } from "./credentials";
import type { Log } from "./deps";
import { readEnv } from "./env";

const log: Log = {
  info: (message) => console.log(`sandbox: ${message}`),
  error: (message, error) => console.error(`sandbox: ${message}`, error),
};

async function main(): Promise<void> {
  const { port, host, publicUrl, dataDir } = readEnv(process.env);
  const app = buildSandbox({ credentials: devCredentials, dataDir, publicUrl, log });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    app.close().then(
      () => log.info("stopped"),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  try {
    await app.listen({ port, host });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new Error(`SANDBOX_PORT ${port} is in use: stop what listens there, or set SANDBOX_PORT to a free port`);
    throw error;
  }
  log.info(`listening on ${publicUrl}`);
}

function fail(error: unknown): void {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

main().catch(fail);
