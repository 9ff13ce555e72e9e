"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * A list's filters, which live in the address: it can be kept, sent and gone back to. Each change goes back to the
 * first page (`after` is dropped).
 */
export function useFilters() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | undefined>) => {
      const next = new URLSearchParams(params);
      next.delete("after");
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      router.push(query ? `${path}?${query}` : path, { scroll: false });
    },
    [router, path, params],
  );
  const get = useCallback((name: string) => params.get(name) ?? undefined, [params]);
  return { get, set, query: params.toString() };
}

/** The value if it is one of those allowed; an address can say anything. */
export function oneOf<const T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
