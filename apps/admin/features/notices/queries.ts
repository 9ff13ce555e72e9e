"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { useFilters } from "../parts/filters";

/** Quick enough to watch a job at work. */
const PROGRESS_MS = 2_000;

/** The page of notices that the address asks for; read often while one is being sent. */
export function useNoticePage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  return useQuery(
    trpc.staff.notices.list.queryOptions(
      { after: get("after") },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => state.data?.list.some(({ status }) => status === "sending") && PROGRESS_MS,
      },
    ),
  );
}

/** Changes to notices; what is shown of notices is read again after each. */
export function useNoticeChanges() {
  const { notices } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: notices.pathKey() });
  return {
    create: useMutation(notices.create.mutationOptions({ onSuccess })),
    update: useMutation(notices.update.mutationOptions({ onSuccess })),
    remove: useMutation(notices.remove.mutationOptions({ onSuccess })),
    test: useMutation(notices.test.mutationOptions({ onSuccess })),
    send: useMutation(notices.send.mutationOptions({ onSuccess })),
    stop: useMutation(notices.stop.mutationOptions({ onSuccess })),
  };
}
