import { readFile } from "node:fs/promises";
import path from "node:path";
import { ADMIN_PASSWORD, apiAs, tokenOf } from "./admin/staff";
import { dataDir } from "./stack";

interface Demo {
  staff: { name: string; password: string }[];
}

/** Changes the demo admin's first password before any test; on the data of an earlier run it has been changed. */
export default async function setup(): Promise<void> {
  const { staff }: Demo = JSON.parse(await readFile(path.join(dataDir, "demo.json"), "utf8"));
  const first = staff.find(({ name }) => name === "admin")?.password;
  if (!first) throw new Error(`${dataDir}/demo.json names no admin`);
  const token = await tokenOf("admin", first).catch(() => tokenOf("admin", ADMIN_PASSWORD));
  const auth = apiAs(token).auth;
  if ((await auth.me.query()).stage !== "ready")
    await auth.changePassword.mutate({ current: first, next: ADMIN_PASSWORD });
}
