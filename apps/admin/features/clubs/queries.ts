"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

/** The page of clubs that the address asks for. */
export function useClubPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const state = oneOf(get("state"), ["live", "dissolved", "all"]);
  const input = { after: get("after"), search: get("search"), state };
  return useQuery(trpc.staff.clubs.search.queryOptions(input, { placeholderData: keepPreviousData }));
}

export function useClub(clubId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.clubs.get.queryOptions({ clubId }));
}

/** Who is in a club, a page at a time. */
export function useClubMembers(clubId: string, after: string | undefined) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.clubs.members.queryOptions({ clubId, after }, { placeholderData: keepPreviousData }));
}

export function useDissolveClub() {
  const { clubs } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: clubs.pathKey() });
  return useMutation(clubs.dissolve.mutationOptions({ onSuccess }));
}
