"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { useFilters } from "../parts/filters";

/** iOS or Android, as the address says. */
export function usePlatform(): 1 | 2 {
  return useFilters().get("platform") === "2" ? 2 : 1;
}

export function useVersionPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const input = { clientType: usePlatform(), after: get("after") };
  return useQuery(trpc.staff.versions.list.queryOptions(input, { placeholderData: keepPreviousData }));
}

/** Changes to versions; what is shown of versions is read again after each. */
export function useVersionChanges() {
  const { versions } = useTRPC().staff;
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: versions.pathKey() });
  return {
    create: useMutation(versions.create.mutationOptions({ onSuccess })),
    update: useMutation(versions.update.mutationOptions({ onSuccess })),
    publish: useMutation(versions.publish.mutationOptions({ onSuccess })),
    withdraw: useMutation(versions.withdraw.mutationOptions({ onSuccess })),
    remove: useMutation(versions.remove.mutationOptions({ onSuccess })),
  };
}
