import { at, chance, doings, idOf, nowSql, numbers, oneOf, type Plan, type Step, uidOf, usersAt } from "./sql";

const TOPICS = [
  "下班以后",
  "深夜电台",
  "读书会",
  "副业",
  "今晚看球",
  "一起自习",
  "粤语角",
  "English corner",
  "吐槽大会",
  "带娃",
];
/** Those in an open room, its creator included. */
const SEATS = 12;

/** The fraction of the year at which a club was made, and the number of its creator. */
const clubAt = ({ clubs }: Plan, c: string) => `((${c}) / ${clubs}::float8)`;
const clubCreator = (plan: Plan, c: string) => `floor(${chance(c, 13)} * ${usersAt(plan, clubAt(plan, c))})::bigint`;
/** Older clubs are larger: the number of the one that someone joins while there are `clubs` of them. */
const clubAmong = (plan: Plan, fraction: string, draw: string) =>
  `floor(power(${draw}, 2) * greatest(1, floor((${fraction}) * ${plan.clubs})))::bigint`;

/** Rooms as they are worked out from their number: of a club (30 %), private (5 %), or open to all. */
function roomPlan(plan: Plan): string {
  return `(SELECT i, f, n, b, club, CASE WHEN club IS NULL THEN a ELSE ${clubCreator(plan, "club")} END AS a,
      i % 20 = 6 AS private, i >= ${plan.rooms - plan.openRooms} AS open
    FROM (SELECT *, CASE WHEN i % 20 < 6 THEN ${clubAmong(plan, "f", chance("i", 17))} END AS club
      FROM ${doings(plan, plan.rooms)} OFFSET 0) r OFFSET 0) room`;
}

/** Clubs, rooms, and who is or was in them. */
export function roomSteps(plan: Plan): Step[] {
  const closed = `${at(plan, "f")} + (5 + floor(115 * ${chance("i", 19)})) * interval '1 minute'`;
  return [
    {
      // Numbers of room, place and person. They are consecutive users, so nobody sits twice in a room.
      name: "seats of the open rooms",
      sql: `CREATE TEMPORARY TABLE seats ON COMMIT DROP AS
        SELECT i, f, club, place, (a + place) % n AS who FROM ${roomPlan(plan)}, generate_series(0, ${SEATS - 1}) place
        WHERE open AND place < n`,
    },
    {
      name: "club_members",
      sql: `INSERT INTO club_members (club_id, uid, join_time)
        SELECT ${idOf("club", "c")}, ${uidOf("who")}, ${at(plan, "min(f)")} FROM (
          SELECT i AS c, ${clubCreator(plan, "i")} AS who, ${clubAt(plan, "i")} AS f FROM ${numbers(plan.clubs)}
          UNION ALL SELECT ${clubAmong(plan, "f", chance("i", 5))}, a, f FROM ${doings(plan, plan.clubJoins)}
          UNION ALL SELECT club, who, f FROM seats WHERE club IS NOT NULL
        ) joined GROUP BY c, who`,
    },
    {
      name: "clubs",
      sql: `INSERT INTO clubs (club_id, uid, name, cover, member_total, create_time)
        SELECT club_id, ${uidOf(clubCreator(plan, "i"))}, ${oneOf(TOPICS, "i")} || ' ' || i,
          'https://cdn.example.com/image/cover/' || club_id || '.jpg', total, ${at(plan, clubAt(plan, "i"))}
        FROM (SELECT i, ${idOf("club", "i")} AS club_id FROM ${numbers(plan.clubs)}) club
        JOIN (SELECT club_id, count(*)::int AS total FROM club_members GROUP BY 1) m USING (club_id)`,
    },
    {
      name: "rooms",
      sql: `INSERT INTO rooms (room_id, uid, name, club_id, invite_only, create_time, closed_time, close_reason)
        SELECT ${idOf("room", "i")}, ${uidOf("a")}, CASE WHEN i % 50 = 0 THEN '' ELSE ${oneOf(TOPICS, "i / 3")} || ' ' || i END,
          CASE WHEN club IS NOT NULL THEN ${idOf("club", "club")} END, private, ${at(plan, "f")},
          CASE WHEN NOT open THEN ${closed} END,
          CASE WHEN NOT open THEN ${oneOf(["host", "host", "empty"], "i / 2")} END
        FROM ${roomPlan(plan)}`,
    },
    {
      name: "room_members",
      sql: `INSERT INTO room_members (room_id, uid, role, ruid, join_time, lease_until, left_time)
        SELECT ${idOf("room", "i")}, ${uidOf("CASE place WHEN 1 THEN a ELSE CASE b WHEN a THEN (b + 1) % n ELSE b END END")},
          CASE place WHEN 1 THEN 2 ELSE i % 2 END, place, ${at(plan, "f")}, ${closed}, ${closed}
        FROM ${roomPlan(plan)}, generate_series(1, 2) place WHERE NOT open`,
    },
    {
      name: "room_members who are in",
      sql: `INSERT INTO room_members (room_id, uid, role, ruid, join_time, lease_until, hand_time)
        SELECT ${idOf("room", "i")}, ${uidOf("who")}, CASE WHEN place = 0 THEN 2 WHEN place < 4 THEN 1 ELSE 0 END, place + 1,
          ${at(plan, `f + (1 - f) * place / ${SEATS * 2}.0`)}, ${nowSql(plan)} + interval '30 days',
          CASE WHEN place = 7 THEN ${nowSql(plan)} END
        FROM seats`,
    },
    {
      name: "room_invites",
      sql: `INSERT INTO room_invites (room_id, uid, from_uid, send_time, create_time)
        SELECT DISTINCT ON (1, 2) ${idOf("room", "i")}, ${uidOf("who")}, ${uidOf("a")}, ${at(plan, "f")}, ${at(plan, "f")} FROM (
          SELECT i, f, a, b AS who FROM ${roomPlan(plan)} WHERE private AND a <> b
          UNION ALL SELECT room.i, room.f, a, who FROM ${roomPlan(plan)} JOIN seats ON seats.i = room.i WHERE private AND place > 0
        ) invited`,
    },
    ...eventSteps(plan),
  ];
}

/** Events up to a week ahead; those of the last hour have been started in an open room. */
function eventSteps(plan: Plan): Step[] {
  const time = `${at(plan, "f")} + ${chance("i", 7)} * interval '7 days'`;
  const others = (from: number, to: number) => `${doings(plan, plan.events)}, generate_series(${from}, ${to}) place`;
  return [
    {
      name: "events",
      sql: `INSERT INTO events (event_id, uid, name, description, event_time, create_time, room_id)
        SELECT event_id, coalesce(r.uid, e.uid), coalesce(nullif(r.name, ''), e.name), '欢迎来聊', event_time, e.create_time, r.room_id
        FROM (SELECT ${idOf("event", "i")} AS event_id, ${uidOf("a")} AS uid, ${oneOf(TOPICS, "i")} || '第' || i || '期' AS name,
            ${time} AS event_time, ${at(plan, "f")} AS create_time,
            CASE WHEN ${time} BETWEEN ${nowSql(plan)} - interval '1 hour' AND ${nowSql(plan)}
              THEN row_number() OVER (PARTITION BY ${time} BETWEEN ${nowSql(plan)} - interval '1 hour' AND ${nowSql(plan)} ORDER BY i)
            END AS place
          FROM ${doings(plan, plan.events)}) e
        LEFT JOIN (SELECT room_id, uid, name, row_number() OVER (ORDER BY create_time DESC) AS place FROM rooms
          WHERE closed_time IS NULL AND club_id IS NULL AND NOT invite_only) r USING (place)`,
    },
    {
      name: "event_members",
      sql: `INSERT INTO event_members (event_id, uid, position)
        SELECT event_id, uid, 0 FROM events
        UNION ALL SELECT e.event_id, m.uid, m.place FROM (
          SELECT ${idOf("event", "i")} AS event_id, ${uidOf("(a + place) % n")} AS uid, place FROM ${others(1, 2)}
        ) m JOIN events e ON e.event_id = m.event_id AND e.uid <> m.uid`,
    },
    {
      name: "event_reminders",
      sql: `INSERT INTO event_reminders (event_id, uid, create_time)
        SELECT e.event_id, r.uid, e.create_time FROM (
          SELECT ${idOf("event", "i")} AS event_id, ${uidOf("(a + place) % n")} AS uid FROM ${others(3, 4)}
        ) r JOIN events e ON e.event_id = r.event_id AND e.uid <> r.uid`,
    },
  ];
}
