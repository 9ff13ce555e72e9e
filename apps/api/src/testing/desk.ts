import { AUDIT_ACTIONS } from "@chaoqer/contract/staff/audit";
import { Prisma, type PrismaClient } from "@chaoqer/db/client";

/** What staff find on a platform with many users, beside what the `scale` seed has. */
export interface DeskSize {
  /** Open cases with many reports: the first has the most, the tenth a third of that. */
  hotCases: number;
  mostReports: number;
  auditRows: number;
}

const sql = Prisma.sql;
const list = (texts: readonly string[]) => Prisma.raw(`ARRAY[${texts.map((text) => `'${text}'`).join(",")}]`);
/** 0 to 255, by the first two digits of an id. */
const byteOf = (id: string) => Prisma.raw(`get_byte(decode(substr(${id}, 1, 2), 'hex'), 0)`);
const COLLEAGUES = Prisma.raw("30");
/** Its newest rows are the last; a few members of staff do most of it. */
const ACTIONS = Object.keys(AUDIT_ACTIONS);
const TARGETS = ["case", "user", "room", "feedback", "club"];

/**
 * Adds colleagues, hot cases, claims, an audit log, notices, and what few rows have: dissolved clubs, deleted events and
 * accounts, all of them old. Tables are analysed afterwards, for which `db` must be the owner's.
 */
export async function fillDesk(db: PrismaClient, now: Date, size: DeskSize): Promise<void> {
  const colleague = (n: Prisma.Sql) => sql`md5('colleague' || (${n}))`;
  for (const statement of [
    sql`INSERT INTO staff (staff_id, username, display_name, role, password_hash, create_time)
      SELECT ${colleague(sql`n`)}, 'colleague' || n, '同事' || n, 'moderator', '-', ${now} FROM generate_series(1, ${COLLEAGUES}) n`,
    sql`INSERT INTO reports (report_id, case_id, uid, report_reason_type, reason, snapshot, create_time, update_time)
      SELECT md5('hot' || c.case_id || u.uid), c.case_id, u.uid, 1 + u.n % 5, '刷屏', '{}', t.time, t.time
      FROM (SELECT *, row_number() OVER (ORDER BY last_report_time DESC) AS rank FROM report_cases
        WHERE status = 0 AND target_type = 1 ORDER BY last_report_time DESC LIMIT ${size.hotCases}) c
      JOIN (SELECT uid, row_number() OVER (ORDER BY uid) AS n FROM accounts) u
        ON u.n > c.rank * 37 AND u.n <= c.rank * 37 + ${size.mostReports} / sqrt(c.rank)
      CROSS JOIN LATERAL (SELECT c.last_report_time + (${now}::timestamptz - c.last_report_time) * u.n / 100000.0 AS time) t
      WHERE u.uid <> c.target_id ON CONFLICT DO NOTHING`,
    sql`UPDATE report_cases c SET report_total = r.total, last_report_time = r.last, reason_types = r.types, version = r.total
      FROM (SELECT case_id, count(*)::int AS total, max(create_time) AS last,
          array_agg(DISTINCT report_reason_type) AS types FROM reports GROUP BY case_id HAVING count(*) > 4) r
      WHERE r.case_id = c.case_id`,
    sql`UPDATE report_cases SET assignee_id = ${colleague(sql`1 + ${byteOf("case_id")} % ${COLLEAGUES}`)}, claim_time = ${now}
      WHERE status = 0 AND ${byteOf("case_id")} < 80`,
    sql`UPDATE feedbacks SET assignee_id = ${colleague(sql`1 + ${byteOf("feedback_id")} % ${COLLEAGUES}`)}
      WHERE status > 0 AND ${byteOf("feedback_id")} < 200`,
    sql`INSERT INTO audit_log (staff_id, action, target_type, target_id, reason, ip, user_agent, after, create_time)
      SELECT CASE WHEN n % 20 > 0 THEN ${colleague(sql`1 + floor(sqrt(n % 900 * 7919 % 900))::int`)} END,
        (${list(ACTIONS)})[1 + n % 997 * (n % 31) % ${ACTIONS.length}], (${list(TARGETS)})[1 + n % 5], md5('user' || n % 50000),
        CASE WHEN n % 5 = 0 THEN '屡次发布广告' ELSE '经核实' END || CASE WHEN n < ${size.auditRows}::int / 50 THEN '，依旧规' ELSE '' END
          || ' ' || n, '203.0.113.9', 'Mozilla/5.0 (console)', jsonb_build_object('version', n % 9),
        ${now}::timestamptz - (${size.auditRows}::int - n) * interval '1 minute' FROM generate_series(1, ${size.auditRows}::int) n`,
    sql`INSERT INTO notices (notice_id, staff_id, title, content, audience, uid_list, create_time)
      SELECT md5('notice' || n), ${colleague(sql`1`)}, '公告', '内容', 'all', '{}', ${now}::timestamptz - n * interval '1 hour'
      FROM generate_series(1, 2000) n`,
    sql`UPDATE clubs SET dissolved_time = ${now} WHERE club_id IN (SELECT club_id FROM clubs ORDER BY create_time LIMIT 15)`,
    sql`UPDATE events SET deleted_time = ${now} WHERE event_id IN (SELECT event_id FROM events ORDER BY create_time LIMIT 15)`,
    sql`UPDATE accounts SET status = -99, mobile = NULL WHERE uid IN (SELECT uid FROM accounts ORDER BY create_time LIMIT 15)`,
  ])
    await db.$executeRaw(statement);
  await db.$executeRaw`VACUUM ANALYZE staff, reports, report_cases, feedbacks, audit_log, notices, clubs, events, accounts`;
}
