import { staffRole } from "@chaoqer/contract/staff/common";
import type { Ctx, StaffActor } from "../../trpc/context";
import { hashToken } from "../account/rules";
import { STAFF_IDLE_MS, STAFF_SEEN_MS, stageOf } from "./rules";

/** The settings row that names the roles which cannot do without a second step. */
export const TOTP_ROLES_KEY = "staff.totpRoles";

interface SessionRow {
  tokenHash: string;
  staffId: string;
  username: string;
  displayName: string;
  role: string;
  mustChangePassword: boolean;
  totp: boolean;
  verified: boolean;
  seenTime: Date;
  totpRoles: unknown;
}

/** The token of `Authorization: Staff …`; no user or WeChat session is sent that way. */
export function readStaffToken(authorization: string | undefined): string | undefined {
  return /^Staff +([a-f0-9]{32})$/i.exec(authorization ?? "")?.[1];
}

/** The sessions that count: not over, idle for too long, of a disabled account, or without a second step set up since. */
async function findSessions(ctx: Pick<Ctx, "db" | "clock">, tokenHashes: readonly string[]): Promise<SessionRow[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<SessionRow[]>`
    SELECT s.token_hash AS "tokenHash", st.staff_id AS "staffId", st.username, st.display_name AS "displayName", st.role, s.verified,
      st.must_change_password AS "mustChangePassword", st.totp_enabled_time IS NOT NULL AS totp,
      s.seen_time AS "seenTime", (SELECT value FROM settings WHERE key = ${TOTP_ROLES_KEY}) AS "totpRoles"
    FROM staff_sessions s JOIN staff st ON st.staff_id = s.staff_id
    WHERE s.token_hash = ANY(${[...tokenHashes]}::text[]) AND s.expire_time > ${now}
      AND s.seen_time > ${new Date(now.getTime() - STAFF_IDLE_MS)} AND st.disabled_time IS NULL`;
  return rows.filter((row) => !row.totp || row.verified);
}

function actorOf(row: SessionRow): StaffActor {
  const { staffId, username, displayName, totp, tokenHash } = row;
  const role = staffRole.parse(row.role);
  const totpRequired = Array.isArray(row.totpRoles) && row.totpRoles.includes(role);
  const stage = stageOf({ mustChangePassword: row.mustChangePassword, totp, totpRequired });
  return { staffId, username, displayName, role, stage, totp, tokenHash };
}

/** Who is behind a console session, with the role they have now; null if the session does not count. */
export async function findStaffActor(ctx: Pick<Ctx, "db" | "clock">, token: string): Promise<StaffActor | null> {
  const now = ctx.clock.now();
  const tokenHash = hashToken(token);
  const [row] = await findSessions(ctx, [tokenHash]);
  if (!row) return null;
  if (now.getTime() - row.seenTime.getTime() >= STAFF_SEEN_MS)
    await ctx.db.staffSession.updateMany({ where: { tokenHash }, data: { seenTime: now } });
  return actorOf(row);
}

/** The same for sessions that something is held open for, by hash of their token. It is no call: idle ones end. */
export async function findStaffBySessions(
  ctx: Pick<Ctx, "db" | "clock">,
  tokenHashes: readonly string[],
): Promise<Map<string, StaffActor>> {
  const rows = await findSessions(ctx, tokenHashes);
  return new Map(rows.map((row) => [row.tokenHash, actorOf(row)]));
}
