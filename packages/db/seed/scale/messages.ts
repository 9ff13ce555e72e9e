import { at, chance, doings, idOf, numbers, oneOf, type Plan, type Step, uidOf } from "./sql";

const TEXTS = ["锁屏以后没声音了", "希望能导出日程", "深色模式看不清", "有人发广告", "很喜欢，谢谢"];

/** What someone receives: of ten, six cards, two invites, one system and one official message. */
const kind = "(i % 10)";

/** Messages in the order of time, so of their numbers; feedback; links. */
export function messageSteps(plan: Plan): Step[] {
  return [
    {
      name: "messages",
      sql: `INSERT INTO messages (message_id, uid, origin_uid, origin_push_type, title, content, url, unread, create_time)
        SELECT first + i, ${uidOf("b")}, CASE WHEN ${kind} < 8 THEN ${uidOf("a")} END,
          CASE WHEN ${kind} < 8 THEN 2 WHEN ${kind} = 8 THEN 0 ELSE 1 END,
          CASE WHEN ${kind} < 6 THEN '用户' || a WHEN ${kind} < 8 THEN '用户' || a || '邀请你加入活动'
            WHEN ${kind} = 8 THEN '你预约的活动已经开始了' ELSE '社区公约更新' END,
          CASE WHEN ${kind} < 6 THEN '给你发送了一张名片' WHEN ${kind} < 9 THEN '活动 ' || i ELSE '请花一分钟看看' END,
          CASE WHEN ${kind} < 6 THEN 'chaoqer://profile/' || ${uidOf("a")} WHEN ${kind} = 9 THEN ''
            ELSE 'chaoqer://room/' || ${idOf("room", `floor(f * f * ${plan.rooms})::bigint`)} END,
          f > 0.995 OR ${chance("i", 23)} > 0.97, ${at(plan, "f")}
        FROM ${doings(plan, plan.messages)},
          (SELECT nextval(pg_get_serial_sequence('messages', 'message_id')) AS first) sequence`,
    },
    {
      name: "the sequence of messages",
      sql: "SELECT setval(pg_get_serial_sequence('messages', 'message_id'), max(message_id)) FROM messages",
    },
    {
      name: "feedbacks",
      sql: `INSERT INTO feedbacks (feedback_id, uid, origin_feedback_type, feedback_type, feedback_content,
          feedback_image_list, client_type, version_name, version_code, status, create_time, update_time)
        SELECT ${idOf("feedback", "i")}, ${uidOf("a")}, 0, i % 5, ${oneOf(TEXTS, "i")} || ' ' || i,
          CASE WHEN i % 4 = 0 THEN ARRAY['https://cdn.example.com/image/feedback/' || i || '.jpg'] ELSE ARRAY[]::text[] END,
          CASE WHEN a % 3 = 0 THEN 2 ELSE 1 END, '0.1.' || ceil(f * 7), 12 + ceil(f * 7)::int,
          CASE WHEN f > 0.97 OR i % 40 = 0 THEN 0 WHEN f > 0.95 THEN 1 ELSE 2 END, ${at(plan, "f")}, ${at(plan, "f")}
        FROM ${doings(plan, plan.feedbacks)}`,
    },
    {
      name: "links",
      sql: `INSERT INTO links (link_md5, link, title, description, url, ask_time, fetch_time, create_time)
        SELECT md5(link), link, '文章 ' || i, '第 ' || i || ' 篇', link, time, time, time FROM (
          SELECT i, 'https://www.example.com/p/' || i AS link, ${at(plan, `i / ${plan.links}::float8`)} AS time
          FROM ${numbers(plan.links)}) link`,
    },
  ];
}
