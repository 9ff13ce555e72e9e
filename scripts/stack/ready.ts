import { setTimeout as sleep } from "node:timers/promises";
import { shortPath } from "../lib/root.mjs";
import { isStopping, Stopping } from "../lib/shutdown.mjs";
import type { Child } from "./child";
import { StackError } from "./error";

const MAX_HOPS = 5;

/** Waits until `url` answers 200. @throws StackError with the process's last lines when it does not in that time */
export async function untilReady(child: Child, url: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await Promise.race([status(url), child.ended.then(() => undefined)]);
    if (answer === 200) return;
    if (isStopping()) throw new Stopping();
    if (child.how() !== undefined) throw endedError(child);
    if (performance.now() > deadline) {
      const said = answer === undefined ? "does not answer" : `answers ${answer}`;
      throw new StackError(`${child.name} did not get ready: ${url} ${said}.\n${lastLines(child)}`);
    }
    await sleep(100);
  }
}

/** A process that ended although nobody stopped it. */
export function endedError(child: Child): StackError {
  return new StackError(`${child.name} ended unexpectedly (${child.how()}).\n${lastLines(child)}`);
}

function lastLines({ log }: Child): string {
  return `The last lines of ${shortPath(log.file)}:\n\n${log.tail() || "(nothing)"}`;
}

/** What a visitor would get, redirects included: those to the public address, which may not lead here yet, as well. */
async function status(url: string): Promise<number | undefined> {
  try {
    let at = url;
    for (let hop = 0; ; hop++) {
      const response = await fetch(at, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
      await response.body?.cancel();
      const location = response.headers.get("location");
      if (!location || hop === MAX_HOPS) return response.status;
      const { pathname, search } = new URL(location, at);
      at = new URL(pathname + search, url).href;
    }
  } catch {
    // Not listening yet, or too busy.
    return undefined;
  }
}
