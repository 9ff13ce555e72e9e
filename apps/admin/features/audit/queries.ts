"use client";

import { AUDIT_ACTIONS, type AuditAction } from "@chaoqer/contract/staff/audit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../lib/trpc/client";
import { useFilters } from "../parts/filters";

const isAction = (text: string | undefined): text is AuditAction => text !== undefined && text in AUDIT_ACTIONS;
const numberOf = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** The page of the audit log that the address asks for. */
export function useAuditPage() {
  const trpc = useTRPC();
  const { get } = useFilters();
  const action = get("action");
  return useQuery(
    trpc.staff.audit.search.queryOptions(
      {
        count: 50,
        after: get("after"),
        search: get("search"),
        staffId: get("staff"),
        action: isAction(action) ? action : undefined,
        targetType: get("type"),
        from: numberOf(get("from")),
        to: numberOf(get("to")),
      },
      { placeholderData: keepPreviousData },
    ),
  );
}
