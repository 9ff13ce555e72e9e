"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

/** Often enough to see what colleagues do. */
const LIVE_MS = 15_000;

const ID = /^[a-f0-9]{32}$/;
const numberIn = <const T extends number>(text: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => String(one) === text);

/** What the address asks of the queue. */
export function useQueueInput() {
  const { get } = useFilters();
  const assignee = get("assignee");
  const age = get("age");
  const status = numberIn(get("status"), [0, 1, 2]) ?? 0;
  return {
    after: get("after"),
    status,
    sort: status === 0 ? (oneOf(get("sort"), ["latest", "oldest", "most"]) ?? "latest") : ("latest" as const),
    reportReasonType: numberIn(get("reason"), [1, 2, 3, 4, 5]),
    targetType: numberIn(get("target"), [1, 2]),
    assignee: oneOf(assignee, ["me", "none"]) ?? (assignee && ID.test(assignee) ? assignee : undefined),
    minAgeHours: age && /^\d{1,4}$/.test(age) ? Number(age) : undefined,
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
    decide: useMutation(reports.decide.mutationOptions({ onSettled })),
    undo: useMutation(reports.undo.mutationOptions({ onSettled })),
  };
}
