"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

/** Often enough to see what colleagues do. */
const LIVE_MS = 15_000;

const ID = /^[a-f0-9]{32}$/;
const numberIn = <const T extends number>(text: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => String(one) === text);

/** A waiting time as an address says it: `24` is a day and more, `1-24` an hour to a day, `0-1` less than an hour. */
function hoursOf(age: string | undefined): [from?: number, to?: number] {
  const [, from, to] = /^(\d{1,3})(?:-([1-9]\d{0,2}))?$/.exec(age ?? "") ?? [];
  return [from === undefined ? undefined : Number(from), to === undefined ? undefined : Number(to)];
}

/** What the address asks of the queue. */
export function useQueueInput() {
  const { get } = useFilters();
  const assignee = get("assignee");
  const [from, to] = hoursOf(get("age"));
  const status = numberIn(get("status"), [0, 1, 2]) ?? 0;
  return {
    // As many as one decision takes.
    count: 50,
    after: get("after"),
    status,
    sort: status === 0 ? (oneOf(get("sort"), ["latest", "oldest", "most"]) ?? "latest") : ("latest" as const),
    reportReasonType: numberIn(get("reason"), [1, 2, 3, 4, 5]),
    targetType: numberIn(get("target"), [1, 2]),
    assignee: oneOf(assignee, ["me", "none"]) ?? (assignee && ID.test(assignee) ? assignee : undefined),
    minAgeHours: from,
    maxAgeHours: to,
    overdue: get("overdue") === "1" || undefined,
    search: get("search"),
  };
}

/** The page of cases that the address asks for. */
export function useQueue() {
  const trpc = useTRPC();
  const options = { placeholderData: keepPreviousData, refetchInterval: LIVE_MS };
  return useQuery(trpc.staff.reports.list.queryOptions(useQueueInput(), options));
}

export function useCaseCounts() {
  const trpc = useTRPC();
  return useQuery(trpc.staff.reports.counts.queryOptions(undefined, { refetchInterval: LIVE_MS }));
}

export function useCase(caseId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.reports.get.queryOptions({ caseId }, { refetchInterval: LIVE_MS }));
}

/** Reports of a case, a page at a time. */
export function useCaseReports(caseId: string, after: string | undefined) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.reports.reports.queryOptions({ caseId, after }, { placeholderData: keepPreviousData }));
}

/** Changes to cases; what is shown of cases is read again after each. */
export function useCaseChanges() {
  const { reports } = useTRPC().staff;
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: reports.pathKey() });
  const onSettled = () => void refresh();
  return {
    refresh,
    claim: useMutation(reports.claim.mutationOptions({ onSettled })),
    release: useMutation(reports.release.mutationOptions({ onSettled })),
    undo: useMutation(reports.undo.mutationOptions({ onSettled })),
  };
}
