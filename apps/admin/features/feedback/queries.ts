"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

const numberIn = <const T extends number>(text: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => String(one) === text);

/** The page of feedback that the address asks for. */
export function useInbox() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const version = get("version");
  const input = {
    after: get("after"),
    status: numberIn(get("status"), [0, 1, 2]),
    feedbackType: numberIn(get("type"), [0, 1, 2, 3, 4]),
    clientType: numberIn(get("client"), [0, 1, 2]),
    versionCode: version && /^\d{1,9}$/.test(version) ? Number(version) : undefined,
    aboutRoom: get("room") === "1" ? true : undefined,
    assignee: oneOf(get("assignee"), ["me", "none"]),
    search: get("search"),
  };
  return useQuery(trpc.staff.feedback.list.queryOptions(input, { placeholderData: keepPreviousData }));
}

export function useFeedback(feedbackId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.feedback.get.queryOptions({ feedbackId }));
}

export function useReplies() {
  const trpc = useTRPC();
  return useQuery(trpc.staff.feedback.replies.queryOptions());
}

/** Changes to feedback and prepared replies; what is shown of them is read again after each. */
export function useFeedbackChanges() {
  const { feedback } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: feedback.pathKey() });
  return {
    assign: useMutation(feedback.assign.mutationOptions({ onSuccess })),
    setStatus: useMutation(feedback.setStatus.mutationOptions({ onSuccess })),
    note: useMutation(feedback.note.mutationOptions({ onSuccess })),
    reply: useMutation(feedback.reply.mutationOptions({ onSuccess })),
    report: useMutation(feedback.report.mutationOptions({ onSuccess })),
    saveReply: useMutation(feedback.saveReply.mutationOptions({ onSuccess })),
    removeReply: useMutation(feedback.removeReply.mutationOptions({ onSuccess })),
  };
}
