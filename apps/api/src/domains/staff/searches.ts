import { ID } from "@chaoqer/contract/fields";
import { Prisma } from "@chaoqer/db/client";
import { startsWith } from "./pages";

/** Searches that rooms, clubs and events have in common. */

/** Rows whose own or creator's id this is, or whose name begins so. */
export function byIdOrName(
  search: string,
  { id, uid, name }: { id: Prisma.Sql; uid: Prisma.Sql; name: Prisma.Sql },
): Prisma.Sql {
  if (ID.test(search)) return Prisma.sql`(${id} = ${search} OR ${uid} = ${search})`;
  return startsWith(name, search);
}

/** Whoever made it, as JSON; reads a left-joined `profiles p`. */
export const creatorJson = (uid: Prisma.Sql) => Prisma.sql`json_build_object('uid', ${uid},
  'nickname', coalesce(p.nickname, ''), 'avatar', coalesce(p.avatar, ''))`;
