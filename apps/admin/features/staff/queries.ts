"use client";

import { STAFF_ROLES } from "@chaoqer/contract/staff/common";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { oneOf, useFilters } from "../parts/filters";

/** The page of staff that the address asks for. */
export function useStaffPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const role = oneOf(get("role"), STAFF_ROLES);
  const state = oneOf(get("state"), ["active", "disabled"]);
  const input = { after: get("after"), search: get("search"), role, state };
  return useQuery(trpc.staff.accounts.list.queryOptions(input, { placeholderData: keepPreviousData }));
}

/** Changes to accounts of staff; the list is read again after each. */
export function useStaffChanges() {
  const { accounts } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: accounts.list.queryKey() });
  return {
    create: useMutation(accounts.create.mutationOptions({ onSuccess })),
    update: useMutation(accounts.update.mutationOptions({ onSuccess })),
    disable: useMutation(accounts.disable.mutationOptions({ onSuccess })),
    enable: useMutation(accounts.enable.mutationOptions({ onSuccess })),
    resetPassword: useMutation(accounts.resetPassword.mutationOptions({ onSuccess })),
    resetTotp: useMutation(accounts.resetTotp.mutationOptions({ onSuccess })),
    revoke: useMutation(accounts.revoke.mutationOptions({ onSuccess })),
  };
}
