"use client";

import { useQuery } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useTRPC } from "../../lib/trpc/client";
import { useFilters } from "../parts/filters";
import { dateInChina } from "../parts/when";

export const RANGES = [7, 30, 90] as const;
const LIVE_MS = 30_000;

/** How many days the address asks for. */
export function useRange(): (typeof RANGES)[number] {
  const { get } = useFilters();
  return RANGES.find((days) => String(days) === get("days")) ?? 30;
}

/** The figures of the days before today. */
export function useDays() {
  const trpc = useTRPC();
  const today = dayjs(dateInChina(Date.now()));
  const from = today.subtract(useRange(), "day").format("YYYY-MM-DD");
  const to = today.subtract(1, "day").format("YYYY-MM-DD");
  return useQuery(trpc.staff.dashboard.days.queryOptions({ from, to }));
}

export function useNow() {
  const trpc = useTRPC();
  return useQuery(trpc.staff.dashboard.now.queryOptions(undefined, { refetchInterval: LIVE_MS }));
}
