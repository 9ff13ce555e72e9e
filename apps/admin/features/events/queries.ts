"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

/** The page of events that the address asks for. */
export function useEventPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const state = oneOf(get("state"), ["live", "deleted", "all"]);
  const input = { after: get("after"), search: get("search"), state };
  return useQuery(trpc.staff.events.search.queryOptions(input, { placeholderData: keepPreviousData }));
}

export function useEvent(eventId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.events.get.queryOptions({ eventId }));
}

export function useDeleteEvent() {
  const { events } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: events.pathKey() });
  return useMutation(events.remove.mutationOptions({ onSuccess }));
}
