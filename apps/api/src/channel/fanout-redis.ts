import { onCommit } from "@chaoqer/db/tx";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import { encode, type Fanout, heard } from "./fanout";

const CHANNEL = "chaoqer:room";

/**
 * Redis PUBLISH and SUBSCRIBE (https://redis.io/docs/latest/develop/interact/pubsub/). An announcement leaves after the
 * commit; one that does not get through is made up for when processes look at their rooms' numbers.
 */
export function redisFanout(url: string, log: Logger): Fanout {
  const open = (): Redis => {
    const client = new Redis(url, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    client.on("error", (error) => log.warn({ err: error }, "Redis is not reachable"));
    return client;
  };
  let publisher: Redis | undefined;
  let subscriber: Redis | undefined;

  /** Opened by the first announcement; what is announced before it is ready is not held back. */
  function publish(payload: string): void {
    if (!publisher) {
      publisher = open();
      publisher.connect().then(
        () => publish(payload),
        () => undefined,
      );
      return;
    }
    publisher.publish(CHANNEL, payload).catch((error) => log.warn({ err: error }, "an announcement was lost"));
  }

  return {
    async announce(db, roomId, seq) {
      onCommit(db, () => publish(encode(roomId, seq)));
    },
    async start(handlers) {
      const client = open();
      subscriber = client;
      client.on("message", (_channel, payload) => heard(payload, handlers));
      // Also after each reconnection, in which nothing was heard.
      client.on("ready", () => {
        client.subscribe(CHANNEL).then(
          () => handlers.onReset(),
          (error) => log.warn({ err: error }, "Redis did not take the subscription"),
        );
      });
      await client.connect().catch(() => undefined);
    },
    async stop() {
      publisher?.disconnect();
      subscriber?.disconnect();
    },
  };
}
