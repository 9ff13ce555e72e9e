"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { useFilters } from "../parts/filters";

const STATES = [1, -1, -2, -99] as const;

/** The page of users that the address asks for. */
export function useUserPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const status = STATES.find((state) => String(state) === get("status"));
  const input = { after: get("after"), search: get("search"), status };
  return useQuery(trpc.staff.users.search.queryOptions(input, { placeholderData: keepPreviousData }));
}

export function useUser(uid: string) {
  const trpc = useTRPC();
  return useQuery(trpc.staff.users.get.queryOptions({ uid }));
}

/** Changes to users; what is shown of users is read again after each. */
export function useUserChanges() {
  const { users } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: users.pathKey() });
  return {
    act: useMutation(users.act.mutationOptions({ onSuccess })),
    revoke: useMutation(users.revoke.mutationOptions({ onSuccess })),
    setAllowLive: useMutation(users.setAllowLive.mutationOptions({ onSuccess })),
    reveal: useMutation(users.revealMobile.mutationOptions({ gcTime: 0 })),
  };
}
