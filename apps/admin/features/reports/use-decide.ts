"use client";

import type { DecideResult } from "@chaoqer/contract/staff/reports";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPCClient } from "../../lib/trpc/client";
import type { Inputs } from "../../lib/trpc/types";
import { useCaseChanges } from "./queries";

/** Cases in a call: few enough to be carried out well within the time that the api gives a call. */
const AT_ONCE = 10;

type Order = Inputs["reports"]["decide"];

/** Decides cases, some at a time, and says how many have been. */
export function useDecide() {
  const { reports } = useTRPCClient().staff;
  const { refresh } = useCaseChanges();
  const [progress, setProgress] = useState({ answered: 0, total: 0 });
  const decide = useMutation({
    mutationFn: async ({ order, results }: { order: Order; results: DecideResult }) => {
      const total = order.cases.length;
      for (let at = 0; at < total; at += AT_ONCE) {
        setProgress({ answered: at, total });
        results.push(...(await reports.decide.mutate({ ...order, cases: order.cases.slice(at, at + AT_ONCE) })));
      }
    },
    onSettled: () => void refresh(),
  });
  /** `onSettled` gets what has been answered, all of it or what came before a call that failed (`error`). */
  const run = (order: Order, onSettled: (results: DecideResult, failed: boolean) => void) => {
    const results: DecideResult = [];
    decide.mutate({ order, results }, { onSettled: (_, error) => onSettled(results, error !== null) });
  };
  return { run, running: decide.isPending, error: decide.error, progress };
}
