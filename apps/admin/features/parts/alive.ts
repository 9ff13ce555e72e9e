"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page is alive yet: before, a click would be lost, and what was typed with it. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
