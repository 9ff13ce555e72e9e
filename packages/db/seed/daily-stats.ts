const localDay = (column: string) => `(${column} AT TIME ZONE 'Asia/Shanghai')::date`;
const perDay = (name: string, column: string, table: string) =>
  `${name} AS (SELECT ${localDay(column)} AS day, count(*)::int AS n FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1)`;
const kept = (days: number) => `CASE WHEN d.day + ${days} < t.today THEN coalesce(r.kept${days}, 0) END`;

/** The figures of all full days before $1, counted from the tables; one statement. */
export const DAILY_STATS_SQL = `
WITH t AS (SELECT ${localDay("$1::timestamptz")} AS today),
d AS (SELECT s::date AS day FROM t, generate_series(
  (SELECT min(${localDay("create_time")}) FROM accounts), t.today - 1, interval '1 day') s),
came AS (SELECT uid, ${localDay("create_time")} AS day FROM accounts),
${perDay("users_", "create_time", "accounts")},
active AS (SELECT day, count(*)::int AS n FROM active_days GROUP BY 1),
${perDay("rooms_", "create_time", "rooms")},
${perDay("events_", "create_time", "events")},
${perDay("messages_", "create_time", "messages")},
${perDay("opened", "first_report_time", "report_cases")},
decided AS (SELECT ${localDay("decision_time")} AS day, count(*)::int AS n,
  (sum(extract(epoch FROM decision_time - first_report_time)) * 1000)::bigint AS ms
  FROM report_cases WHERE decision_time IS NOT NULL GROUP BY 1),
r AS (SELECT came.day, count(*) FILTER (WHERE a.day = came.day + 1)::int AS kept1,
  count(*) FILTER (WHERE a.day = came.day + 3)::int AS kept3, count(*) FILTER (WHERE a.day = came.day + 7)::int AS kept7,
  count(*) FILTER (WHERE a.day = came.day + 30)::int AS kept30
  FROM came JOIN active_days a ON a.uid = came.uid AND a.day - came.day IN (1, 3, 7, 30) GROUP BY 1)
INSERT INTO daily_stats (day, new_users, active_users, rooms, events, messages, cases_opened, cases_decided, handling_ms,
  retained_1, retained_3, retained_7, retained_30, update_time)
SELECT d.day, coalesce(users_.n, 0), coalesce(active.n, 0), coalesce(rooms_.n, 0), coalesce(events_.n, 0),
  coalesce(messages_.n, 0), coalesce(opened.n, 0), coalesce(decided.n, 0), coalesce(decided.ms, 0),
  ${[1, 3, 7, 30].map(kept).join(", ")}, $1::timestamptz
FROM t CROSS JOIN d LEFT JOIN users_ USING (day) LEFT JOIN active USING (day) LEFT JOIN rooms_ USING (day)
  LEFT JOIN events_ USING (day) LEFT JOIN messages_ USING (day) LEFT JOIN opened USING (day)
  LEFT JOIN decided USING (day) LEFT JOIN r USING (day)`;
