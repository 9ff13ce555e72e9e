"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

const LIVE_MS = 15_000;

/** The page of rooms that the address asks for. */
export function useRoomPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const state = oneOf(get("state"), ["open", "closed", "all"]);
  const input = { after: get("after"), search: get("search"), state };
  const options = { placeholderData: keepPreviousData, refetchInterval: LIVE_MS };
  return useQuery(trpc.staff.rooms.search.queryOptions(input, options));
}

export function useRoom(roomId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.rooms.get.queryOptions({ roomId }, { refetchInterval: LIVE_MS }));
}

export function useCloseRoom() {
  const { rooms } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: rooms.pathKey() });
  return useMutation(rooms.close.mutationOptions({ onSuccess }));
}
