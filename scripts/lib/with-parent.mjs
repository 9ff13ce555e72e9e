// Preloaded (node --import) into what the stack starts: when the process that started it is gone, however it went,
// this one ends too. It learns of that by the channel between the two, which the system closes.
import { isMainThread } from "node:worker_threads";

/** A little more than the api takes to finish what runs. */
const PATIENCE_MS = 20_000;

// Threads and processes that this one starts get the preload as well, but have channels for other purposes.
if (isMainThread && process.channel && process.env.CHAOQER_PARENT === String(process.ppid)) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone is no reason to go on living.
  process.channel.unref();
}
