import { at, chance, idOf, nowSql, numbers, oneOf, type Plan, type Step, uidOf, usersAt } from "./sql";

const REASONS = ["一直发广告", "辱骂他人", "冒充别人", "内容不适", "拉人进群"];
/** Reports in a case, each of another user. */
const REPORTS = 4;

/**
 * Cases by their number, in the order of time: what they are about, of whom there are `n` by then, and whether they are
 * open, which the newest tenth is and one in fifty of the others. No two are about the same: user 2i came just before,
 * and the room is one of those made at that time.
 */
function casePlan(plan: Plan): string {
  return `(SELECT *, floor(${chance("i", 2)} * n)::bigint AS first, i >= ${Math.floor(plan.cases * 0.9)} OR i % 50 = 0 AS open
    FROM (SELECT i, f, ${usersAt(plan, "f")} AS n, i % 10 IN (3, 4, 5) AND f > 0.1 AS of_room,
        CASE WHEN i % 10 IN (3, 4, 5) AND f > 0.1 THEN floor(f * f * ${plan.rooms})::bigint ELSE least(2 * i, ${plan.users - 1}) END AS target
      FROM (SELECT i, (i + 0.5) / ${plan.cases}::float8 AS f FROM ${numbers(plan.cases)}) time OFFSET 0) target OFFSET 0) c`;
}

/** Reports, the cases that they form, decisions, and what followed. */
export function reportSteps(plan: Plan): Step[] {
  const deciders = "(SELECT staff_id FROM staff WHERE role = 'moderator' ORDER BY staff_id LIMIT 1)";
  // Within the day, and before now.
  const later = (hours: number) => at(plan, `least(f + ${hours} / 8760.0, 1 - 1e-9)`);
  const targetId = `CASE WHEN of_room THEN ${idOf("room", "target")} ELSE ${uidOf("target")} END`;
  return [
    {
      name: "reports",
      sql: `INSERT INTO reports (report_id, case_id, uid, report_reason_type, reason, snapshot, create_time, update_time)
        SELECT ${idOf("report", `i * ${REPORTS} + place`)}, ${idOf("case", "i")},
          ${uidOf(`CASE WHEN NOT of_room AND (first + place) % n = target THEN (first + ${REPORTS}) % n ELSE (first + place) % n END`)},
          1 + (i + place * place) % 5, ${oneOf(REASONS, "i + place")},
          CASE WHEN of_room THEN jsonb_build_object('roomId', ${targetId}, 'name', '活动 ' || target, 'memberTotal', 2)
            ELSE jsonb_build_object('uid', ${targetId}, 'nickname', '用户' || target, 'bio', '') END,
          ${at(plan, "least(f + place / 8760.0, 1 - 1e-9)")}, ${at(plan, "least(f + place / 8760.0, 1 - 1e-9)")}
        FROM ${casePlan(plan)}, generate_series(0, ${REPORTS - 1}) place`,
    },
    {
      name: "report_cases",
      sql: `INSERT INTO report_cases (case_id, target_type, target_id, status, version, report_total, reason_types,
          first_report_time, last_report_time, decided_by_id, decision_time, decision)
        SELECT ${idOf("case", "i")}, CASE WHEN of_room THEN 2 ELSE 1 END, ${targetId},
          CASE WHEN open THEN 0 WHEN i % 3 = 0 THEN 2 ELSE 1 END, CASE WHEN open THEN ${REPORTS} ELSE ${REPORTS + 1} END,
          ${REPORTS}, ARRAY(SELECT DISTINCT (1 + (i + place * place) % 5)::smallint FROM generate_series(0, ${REPORTS - 1}) place),
          ${at(plan, "f")}, ${later(REPORTS - 1)}, CASE WHEN NOT open THEN ${deciders} END,
          CASE WHEN NOT open THEN ${later(REPORTS)} + ${chance("i", 5)} * interval '1 day' END,
          CASE WHEN NOT open THEN jsonb_build_object('actions', CASE WHEN i % 3 = 0 THEN '[]'::jsonb ELSE '["warn"]' END,
            'reason', '经核实', 'notice', '') END
        FROM ${casePlan(plan)}`,
    },
    {
      name: "penalties",
      sql: `INSERT INTO penalties (penalty_id, uid, case_id, staff_id, kind, reason, create_time)
        SELECT ${idOf("penalty", "i")}, ${uidOf("target")}, ${idOf("case", "i")}, ${deciders}, 'warn', '经核实', ${later(REPORTS)}
        FROM ${casePlan(plan)} WHERE NOT open AND NOT of_room AND i % 3 > 0`,
    },
    {
      name: "penalties that last",
      sql: `INSERT INTO penalties (penalty_id, uid, staff_id, kind, reason, until, create_time)
        SELECT md5('penalty' || uid), uid, ${deciders}, CASE status WHEN -2 THEN 'freeze' ELSE 'limit' END, '多次违规',
          CASE status WHEN -2 THEN frozen_until ELSE limited_until END, ${nowSql(plan)} - interval '1 second' * (1 + length(uid))
        FROM accounts WHERE status < 0 AND create_time < ${nowSql(plan)} - interval '1 minute'`,
    },
  ];
}
