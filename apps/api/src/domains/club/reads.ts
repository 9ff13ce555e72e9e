import type { ClubPage, ClubResult } from "@chaoqer/contract/club";
import { DomainError } from "@chaoqer/contract/errors";
import { echoPage, type TimePage } from "@chaoqer/contract/page";
import type { ProfilePage } from "@chaoqer/contract/user";
import { Prisma } from "@chaoqer/db/client";
import { clubJson, ownClubJson } from "@chaoqer/db/views/club";
import { personJson } from "@chaoqer/db/views/people";
import { millis, olderThan } from "@chaoqer/db/views/shared";
import type { Ctx, UserCtx } from "../../trpc/context";

/**
 * A club as the viewer sees it.
 * @param viewer uid, or null for a stranger. @throws DomainError clubUnknown (also: dissolved)
 */
export async function getClub(ctx: Pick<Ctx, "db">, viewer: string | null, clubId: string): Promise<ClubResult> {
  const [row] = await ctx.db.$queryRaw<{ club: ClubResult }[]>`
    SELECT ${clubJson(viewer)} AS club FROM clubs cl WHERE cl.club_id = ${clubId} AND cl.dissolved_time IS NULL`;
  if (!row) throw new DomainError("clubUnknown");
  return row.club;
}

/**
 * Checks that the user belongs to the club. In a transaction they then cannot leave, nor the club be dissolved,
 * before it ends. @throws DomainError clubUnknown (also: no such club)
 */
export async function mustBeMember(ctx: Pick<Ctx, "db">, uid: string, clubId: string): Promise<void> {
  const rows = await ctx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM club_members WHERE club_id = ${clubId} AND uid = ${uid} FOR KEY SHARE`;
  if (rows.length === 0) throw new DomainError("clubUnknown");
}

/** The clubs that the caller belongs to, by when they joined, latest first. */
export async function listClubs(ctx: UserCtx, page: TimePage): Promise<ClubPage> {
  const { uid } = ctx.actor;
  const time = Prisma.sql`m.join_time`;
  const id = Prisma.sql`m.club_id`;
  const rows = await ctx.db.$queryRaw<{ item: ClubPage["list"][number] }[]>`
    SELECT json_build_object('clubId', m.club_id, 'clubResult', ${ownClubJson}, 'createTime', ${millis(time)},
      'sequenceId', ${millis(time)} || ':' || m.club_id) AS item
    FROM club_members m JOIN clubs cl ON cl.club_id = m.club_id
    WHERE m.uid = ${uid} AND ${olderThan(page.lastId, time, id)}
    ORDER BY m.join_time DESC, m.club_id DESC LIMIT ${page.count}`;
  return { page: echoPage(page), list: rows.map((row) => row.item) };
}

/** A club's members, latest first. @throws DomainError clubUnknown */
export async function listMembers(
  ctx: UserCtx,
  { clubId, ...page }: TimePage & { clubId: string },
): Promise<ProfilePage> {
  const time = Prisma.sql`m.join_time`;
  const id = Prisma.sql`m.uid`;
  const [row] = await ctx.db.$queryRaw<{ list: ProfilePage["list"] }[]>`
    SELECT array_to_json(ARRAY(
      SELECT ${personJson(ctx.actor.uid, time, id)} FROM club_members m JOIN profiles p ON p.uid = m.uid
      WHERE m.club_id = cl.club_id AND ${olderThan(page.lastId, time, id)}
      ORDER BY m.join_time DESC, m.uid DESC LIMIT ${page.count}
    )) AS list FROM clubs cl WHERE cl.club_id = ${clubId} AND cl.dissolved_time IS NULL`;
  if (!row) throw new DomainError("clubUnknown");
  return { page: echoPage(page), list: row.list };
}
