import { createHash } from "node:crypto";

/** An id that depends on nothing but the names: 32 lower-case hex. */
export function idOf(...names: (string | number)[]): string {
  return createHash("md5")
    .update(["chaoqer", ...names].join(":"))
    .digest("hex");
}

/** Chance that is the same at every run. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** A moment between the two. */
  between(from: Date, to: Date): Date;
  /** So many different ones of the list, in any order. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** The chance of one area, so that a change in another leaves it as it is (mulberry32). */
export function randomOf(area: string): Random {
  let state = Number.parseInt(idOf("random", area).slice(0, 8), 16);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    between: (from, to) => new Date(from.getTime() + Math.floor(next() * (to.getTime() - from.getTime()))),
    sample(list, count) {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(0, rest.length - 1), 1)).flat();
    },
  };
}
