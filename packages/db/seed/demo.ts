import type { PrismaClient } from "../src/client";
import { inTransaction } from "../src/tx";
import { DAILY_STATS_SQL } from "./daily-stats";
import { ROLES } from "./data/people";
import { makePeople, seedAccounts } from "./demo/accounts";
import { seedAcquaintance } from "./demo/acquaintance";
import { seedLinks, seedVersions } from "./demo/catalogue";
import { seedClubs } from "./demo/clubs";
import { seedEvents } from "./demo/events";
import { seedFeedback } from "./demo/feedback";
import { seedMessages, seedNotices } from "./demo/messages";
import { seedReports } from "./demo/reports";
import { seedRooms } from "./demo/rooms";
import type { Scene } from "./demo/scene";
import { type StaffLogin, seedStaff } from "./demo/staff";

/** Settings of `seedDemo`. */
export interface DemoOptions {
  /** The moment that the demo starts at; all its times lie around it. */
  now: Date;
  /** Below which address pictures are served (`writeDemoImages`), as http://localhost:4003/chaoqer-dev. */
  avatarBase: string;
}

/** What was seeded, for those who want to sign in. */
export interface DemoResult {
  /** The database had accounts or staff already, and was left as it is: both lists are empty. */
  alreadySeeded: boolean;
  /** The accounts of docs/operations.md, 13800000001 first. */
  users: { mobile: string; nickname: string }[];
  /** With their first passwords, which nothing else keeps. */
  staff: StaffLogin[];
}

/** Serialises seedings, so that of two at once the second finds the first. */
const LOCK = 2_026_112_301;

/**
 * Fills a migrated, empty database with a community, in one transaction. But for the passwords of the staff and the
 * times, which follow `now`, it is the same at each seeding, ids included.
 */
export async function seedDemo(db: PrismaClient, { now, avatarBase }: DemoOptions): Promise<DemoResult> {
  const imageBase = avatarBase.replace(/\/+$/, "");
  const seed = async (tx: Pick<Scene, "db">): Promise<DemoResult> => {
    await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
    if ((await tx.db.account.count()) > 0 || (await tx.db.staff.count()) > 0)
      return { alreadySeeded: true, users: [], staff: [] };
    const scene: Scene = { db: tx.db, now, imageBase, people: makePeople(now, imageBase), mail: [] };
    const staff = await seedStaff(scene);
    for (const area of AREAS) await area(scene);
    const users = scene.people.slice(0, ROLES.live).map(({ mobile, nickname }) => ({ mobile, nickname }));
    return { alreadySeeded: false, users, staff };
  };
  return inTransaction({ db }, seed, { timeoutMs: 120_000, maxWaitMs: 30_000 });
}

/** In this order: later ones refer to what earlier ones made. */
const AREAS: ((scene: Scene) => Promise<void>)[] = [
  seedAccounts,
  seedAcquaintance,
  seedClubs,
  seedRooms,
  seedEvents,
  seedReports,
  seedFeedback,
  seedVersions,
  seedLinks,
  seedNotices,
  seedMessages,
  bringUpToDate,
];

/** What follows from the rest: who was in a room was active then, and the figures of the days. */
async function bringUpToDate({ db, now }: Scene): Promise<void> {
  await db.$executeRaw`
    UPDATE accounts a SET last_active_time = m.time
    FROM (SELECT uid, max(join_time) AS time FROM room_members GROUP BY uid) m
    WHERE m.uid = a.uid AND m.time > a.last_active_time`;
  await db.$executeRaw`
    INSERT INTO active_days (uid, day)
    SELECT uid, (join_time AT TIME ZONE 'Asia/Shanghai')::date FROM room_members ON CONFLICT DO NOTHING`;
  await db.$executeRawUnsafe(DAILY_STATS_SQL, now);
}
