import { isDeepStrictEqual } from "node:util";
import type { Snapshot } from "./reads";

/** Pure rules of reports (docs/api/app.md). */

/** Differing snapshots that one report keeps besides the newest. */
const EARLIER = 5;

/**
 * The snapshot of a report that is made again: the newest one, with those before it that showed something else under
 * `earlier`, oldest first. So neither cleaning up nor a new offence takes away what was reported.
 */
export function mergeSnapshots(before: Snapshot, now: Snapshot): Snapshot {
  const { earlier = [], ...last } = before;
  const kept = Array.isArray(earlier) ? earlier : [];
  const all = isDeepStrictEqual(last, now) ? kept : [...kept, last];
  return all.length === 0 ? now : { ...now, earlier: all.slice(0, EARLIER) };
}
