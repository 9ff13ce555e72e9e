import { endPenalties } from "../domains/user/staff-expiry";
import type { Handler } from "./handlers";

/** Ends penalties whose time is over: when one ends, and every minute as a net. */
export const penaltyEnd: Handler<"penalty-end" | "penalty-sweep"> = (deps) => endPenalties(deps);
