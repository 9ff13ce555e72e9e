"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect } from "react";

/** What the last change asked for, until the router is there: meanwhile it may put an older address back. */
let asked: { path: string; query: string } | undefined;

const forget = () => {
  asked = undefined;
};

/**
 * A list's filters, which live in the address: it can be kept, sent and gone back to. Each change goes back to the
 * first page (`after` is dropped). The server has no part in it, so that two changes in a row both count.
 */
export function useFilters() {
  const path = usePathname();
  const params = useSearchParams();
  useEffect(() => {
    if (asked && (asked.path !== path || asked.query === params.toString())) forget();
  }, [path, params]);
  useEffect(() => {
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  const set = useCallback(
    (changes: Record<string, string | undefined>) => {
      const next = new URLSearchParams(asked?.path === path ? asked.query : window.location.search);
      next.delete("after");
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      asked = { path, query };
      window.history.pushState(null, "", query ? `${path}?${query}` : path);
    },
    [path],
  );
  const get = useCallback((name: string) => params.get(name) ?? undefined, [params]);
  return { get, set, query: params.toString() };
}

/** The value if it is one of those allowed; an address can say anything. */
export function oneOf<const T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
