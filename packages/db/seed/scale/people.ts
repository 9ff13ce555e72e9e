import { at, cameAt, chance, doings, idOf, nowSql, numbers, oneOf, type Plan, type Step, uidOf } from "./sql";

const FIRST = ["小", "阿", "老", "大", "一只", "爱笑的", "北方的", "会飞的", "安静的", "早起的", "云上的", "深夜的"];
const SECOND = [
  "林",
  "猫",
  "周",
  "鱼",
  "鹿",
  "木",
  "夏",
  "麦子",
  "山风",
  "柠檬",
  "月亮",
  "吉他",
  "书虫",
  "橘子",
  "海盐",
];
const BIOS = ["", "随便聊聊", "产品经理，晚上开房间", "前端 / 咖啡 / 骑行", "一起读书吧\n每周日晚", "今天也要早睡 🌙"];

/** The second of each thousand is frozen, some more are limited. */
const status = "CASE WHEN i % 500 = 7 THEN -2 WHEN i % 300 = 11 THEN -1 ELSE 1 END";
const platform = "CASE WHEN i % 3 = 0 THEN 2 ELSE 1 END";
/** Newer versions are more often in use. */
const behind = `floor(7 * ${chance("i", 5)} * ${chance("i", 5)})::int`;
const address = "'203.0.' || (i / 250 % 250) || '.' || (i % 250)";

/** Accounts and what is known of them; profiles come last, since they count the cards. */
export function peopleSteps(plan: Plan): Step[] {
  const { users, now } = plan;
  const until = (days: number, condition: string) =>
    `CASE WHEN ${condition} AND i % 7 > 0 THEN timestamptz '${new Date(now.getTime() + days * 86_400_000).toISOString()}' END`;
  const created = at(plan, cameAt(plan, "i"));
  const seen = at(plan, `1 - (1 - ${cameAt(plan, "i")}) * power(${chance("i", 7)}, 2) - 1e-9`);
  const everybody = numbers(users);
  return [
    {
      name: "accounts",
      sql: `INSERT INTO accounts (uid, mobile, status, frozen_until, limited_until, create_time, last_active_time)
        SELECT ${uidOf("i")}, '+861' || (3000000000 + i), ${status}, ${until(30, "i % 500 = 7")},
          ${until(20, "i % 500 <> 7 AND i % 300 = 11")}, ${created}, greatest(${created}, ${seen}) FROM ${everybody}`,
    },
    {
      name: "sessions",
      sql: `INSERT INTO sessions (uid, token_hash, access_secret, create_time, expire_time, slide_time, client_type,
          version_name, version_code, ip)
        SELECT ${uidOf("i")}, ${idOf("token", "i")} || ${idOf("hash", "i")}, ${idOf("secret", "i")}, ${created},
          ${nowSql(plan)} + interval '20 days', greatest(${created}, ${seen}), ${platform}, '0.1.' || (7 - ${behind}),
          19 - ${behind}, ${address}
        FROM ${everybody} WHERE i % 5 < 3 AND i % 500 <> 7`,
    },
    {
      name: "push_devices",
      sql: `INSERT INTO push_devices (uid, j_push_id, client_type, update_time)
        SELECT ${uidOf("i")}, '1' || substr(${idOf("device", "i")}, 1, 18), ${platform}, ${created}
        FROM ${everybody} WHERE i % 5 < 2 AND i % 500 <> 7`,
    },
    {
      name: "logins",
      sql: `INSERT INTO logins (uid, client_type, version_name, version_code, ip, create_time)
        SELECT ${uidOf("a")}, CASE WHEN a % 3 = 0 THEN 2 ELSE 1 END, '0.1.' || ceil(f * 7), 12 + ceil(f * 7)::int, ${address},
          ${at(plan, "f")} FROM ${doings(plan, users * 3)}`,
    },
    {
      name: "active_days",
      sql: `INSERT INTO active_days (uid, day)
        SELECT DISTINCT ${uidOf("i")}, day FROM (
          SELECT i, (${created} AT TIME ZONE 'Asia/Shanghai')::date + days AS day
          FROM ${everybody}, unnest(ARRAY[0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180]) WITH ORDINALITY o (days, place)
          WHERE place = 1 OR ${chance("i * 15 + place", 11)} < 0.9 - place * 0.04
          UNION ALL SELECT i, (greatest(${created}, ${seen}) AT TIME ZONE 'Asia/Shanghai')::date FROM ${everybody}
        ) active WHERE day <= (${nowSql(plan)} AT TIME ZONE 'Asia/Shanghai')::date`,
    },
    {
      name: "images",
      sql: `INSERT INTO images (image_id, uid, image_dir, object_key, create_time)
        SELECT id, uid, 'avatar', 'image/' || uid || '/avatar/' || id || '.jpg', time FROM (
          SELECT ${idOf("image", "i")} AS id, ${uidOf("i")} AS uid, ${created} AS time FROM ${everybody}) image`,
    },
    {
      name: "cards",
      sql: `INSERT INTO cards (sender_uid, holder_uid, send_time, held_since)
        SELECT ${uidOf("a")}, ${uidOf("b")}, time, CASE WHEN i % 10 < 9 THEN time END FROM (
          SELECT DISTINCT ON (a, b) i, a, b, ${at(plan, "f")} AS time FROM ${doings(plan, plan.cards)} ORDER BY a, b, i) card`,
    },
    {
      name: "profiles",
      sql: `INSERT INTO profiles (uid, nickname, avatar, bio, allow_live, card_total, create_time, update_time)
        SELECT ${uidOf("i")}, ${oneOf(FIRST, "i")} || ${oneOf(SECOND, "i / 12")} || i,
          'https://cdn.example.com/image/' || ${uidOf("i")} || '/avatar/' || ${idOf("image", "i")} || '.jpg',
          ${oneOf(BIOS, "i / 5")}, i % 100 = 3, coalesce(held.total, 0), ${created}, ${created}
        FROM ${everybody} LEFT JOIN (
          SELECT holder_uid, count(*)::int AS total FROM cards WHERE held_since IS NOT NULL GROUP BY 1
        ) held ON held.holder_uid = ${uidOf("i")}`,
    },
    {
      name: "blocks",
      sql: `INSERT INTO blocks (uid, blocked_uid, create_time)
        SELECT ${uidOf("b")}, ${uidOf("a")}, ${at(plan, "f")} FROM (
          SELECT DISTINCT ON (a, b) a, b, f FROM ${doings(plan, plan.blocks)} ORDER BY a, b, i) block`,
    },
  ];
}
