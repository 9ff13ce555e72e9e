"use client";

import type { CaseRow, DecideResult } from "@chaoqer/contract/staff/reports";
import { useState } from "react";

interface Seen {
  cases: CaseRow[];
  /** When the api read them. */
  seenTime: number;
}

/**
 * Cases as they were when deciding on them began. What lies behind the dialog is read again all the time; a decision
 * must be refused when it was made on what is no longer so, until the decider asks to see what is.
 */
export function useSeenCases(now: Seen) {
  const [seen, setSeen] = useState(now);
  // The reading that is not new enough.
  const [outdated, setOutdated] = useState<number>();
  if (outdated !== undefined && now.seenTime > outdated) {
    setSeen(now);
    setOutdated(undefined);
  }
  return {
    ...seen,
    reading: outdated !== undefined,
    /** Takes over what is read next. */
    update: () => setOutdated(now.seenTime),
    /** Leaves out what has been carried out. */
    leaveOut: (done: DecideResult) => {
      const ids = new Set(done.map(({ caseId }) => caseId));
      setSeen({ ...seen, cases: seen.cases.filter(({ caseId }) => !ids.has(caseId)) });
    },
  };
}
