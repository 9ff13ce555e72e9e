import { isDeepStrictEqual } from "node:util";
import type { Snapshot } from "./reads";

/** Pure rules of reports (docs/api/app.md). */

/** Earlier reports that one report keeps besides the newest. */
const EARLIER = 5;

/** A report as it was made, whose snapshot may hold the ones before it under `earlier`. */
export interface Made {
  reportReasonType: number;
  reason: string;
  snapshot: Snapshot;
  /** When it was made, or made again. */
  time: Date;
}

/**
 * The snapshot of a report that is made again: the newest one, with the reports before it that said or showed something
 * else under `earlier`, oldest first. So neither cleaning up nor a new offence takes away what was reported.
 */
export function mergeSnapshots(before: Made, now: Omit<Made, "time">): Snapshot {
  const { earlier = [], ...snapshot } = before.snapshot;
  const kept = Array.isArray(earlier) ? earlier : [];
  const { reportReasonType, reason, time } = before;
  const same = isDeepStrictEqual({ ...before, snapshot, time: 0 }, { ...now, time: 0 });
  const all = same ? kept : [...kept, { reportReasonType, reason, snapshot, time: time.getTime() }];
  return all.length === 0 ? now.snapshot : { ...now.snapshot, earlier: all.slice(0, EARLIER) };
}
