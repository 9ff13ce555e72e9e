import { rollUp } from "../domains/staff/rollup";
import type { Handler } from "./handlers";

/** Brings the dashboard's figures up to date. */
export const dailyRollup: Handler<"daily-rollup"> = (deps) => rollUp(deps);
