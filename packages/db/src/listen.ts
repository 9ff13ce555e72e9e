import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

/** What a listener tells. */
export interface ListenHandlers {
  onNotify(payload: string): void;
  /** It listens (again): what was notified before that is lost. */
  onReady(): void;
  onError(error: unknown): void;
}

const RETRY_MS = [100, 250, 500, 1000, 2000] as const;

/**
 * Listens to a channel of the database on a connection of its own, which it opens again whenever it breaks
 * (https://www.postgresql.org/docs/current/sql-listen.html). Resolves once it listens for the first time.
 * @returns ends it
 */
export async function listen(url: string, channel: string, handlers: ListenHandlers): Promise<() => Promise<void>> {
  const controller = new AbortController();
  let client: Client | undefined;

  async function open(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: "chaoqer-listen", keepAlive: true });
    next.on("error", (error) => handlers.onError(error));
    next.on("notification", ({ payload }) => handlers.onNotify(payload ?? ""));
    try {
      await next.connect();
      await next.query(`LISTEN "${channel}"`);
    } catch (error) {
      await next.end().catch(handlers.onError);
      throw error;
    }
    if (controller.signal.aborted) return next.end();
    next.once("end", () => void reopen());
    client = next;
    handlers.onReady();
  }

  async function reopen(): Promise<void> {
    client = undefined;
    for (let round = 0; !controller.signal.aborted; round++) {
      await sleep(RETRY_MS[Math.min(round, RETRY_MS.length - 1)], undefined, { signal: controller.signal }).catch(
        () => undefined,
      );
      if (controller.signal.aborted) return;
      try {
        return await open();
      } catch (error) {
        handlers.onError(error);
      }
    }
  }

  await open();
  return async () => {
    controller.abort();
    await client?.end();
  };
}
