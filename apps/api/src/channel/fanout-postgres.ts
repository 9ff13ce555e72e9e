import { listen } from "@chaoqer/db/listen";
import type { Logger } from "pino";
import { encode, type Fanout, heard } from "./fanout";

const CHANNEL = "chaoqer_room";

/** LISTEN and NOTIFY (https://www.postgresql.org/docs/current/sql-notify.html): delivered exactly if it commits. */
export function postgresFanout(databaseUrl: string, log: Logger): Fanout {
  let end: (() => Promise<void>) | undefined;
  return {
    async announce(db, roomId, seq) {
      await db.$executeRaw`SELECT pg_notify(${CHANNEL}, ${encode(roomId, seq)})`;
    },
    async start(handlers) {
      end = await listen(databaseUrl, CHANNEL, {
        onNotify: (payload) => heard(payload, handlers),
        onReady: () => handlers.onReset(),
        onError: (error) => log.warn({ err: error }, "room announcements are interrupted"),
      });
    },
    async stop() {
      await end?.();
    },
  };
}
