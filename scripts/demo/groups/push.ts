import { randomBytes } from "node:crypto";
import { nothing, type World } from "../world";

/** Push 1: a phone tells its JPush id, so that pushes reach it. */
export async function pushIds({ journal, sandbox, ning }: World): Promise<void> {
  const jPushId = randomBytes(10).toString("hex");
  await ning.call("POST", `/push/${jPushId}`, {}, nothing);
  journal.note(`JPush knows the phone as ${await sandbox.alias(jPushId)}`);
}
