import { Prisma } from "../client";
import { profileJson } from "./profile";
import { millis } from "./shared";

/**
 * An item of a list of people, as JSON: since when, and the profile.
 * @param since column of the list's time. @param uid column of the person. Joins `profiles` as `p`.
 */
export function personJson(viewer: string, since: Prisma.Sql, uid: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'createTime', ${millis(since)}, 'sequenceId', ${millis(since)} || ':' || ${uid}, 'uid', ${uid},
    'userProfileResult', ${profileJson(viewer)})`;
}
