import { NOTICES } from "../data/feedback";
import { idOf } from "../random";
import { ago, HOUR, isFree, type Person, person, type Scene, staffIdOf } from "./scene";

/** Messages older than that have been read. */
const UNREAD_FOR = 36 * HOUR;

/** Official messages: to everybody who was there, to some, and a draft. */
export async function seedNotices(scene: Scene): Promise<void> {
  const { all, some, draft } = NOTICES;
  const before = ago(scene, all.hoursAgo * HOUR);
  const everybody = scene.people.filter((someone) => isFree(someone) && someone.createTime < before);
  await addNotice(scene, "all", all, everybody, []);
  const chosen = some.to.map((n) => person(scene, n));
  await addNotice(
    scene,
    "some",
    some,
    chosen,
    chosen.map(({ uid }) => uid),
  );
  await scene.db.notice.create({
    data: {
      noticeId: idOf("notice", "draft"),
      staffId: staffIdOf("operator"),
      title: draft.title,
      content: draft.content,
      audience: "all",
      createTime: ago(scene, draft.hoursAgo * HOUR),
    },
    select: { noticeId: true },
  });
}

async function addNotice(
  scene: Scene,
  key: "all" | "some",
  { title, content, hoursAgo }: { title: string; content: string; hoursAgo: number },
  receivers: Person[],
  uidList: string[],
): Promise<void> {
  const noticeId = idOf("notice", key);
  const time = ago(scene, hoursAgo * HOUR);
  const served = receivers.map(({ uid }) => uid);
  await scene.db.notice.create({
    data: {
      noticeId,
      staffId: staffIdOf("operator"),
      title,
      content,
      audience: key === "all" ? "all" : "list",
      uidList,
      status: "done",
      total: served.length,
      sent: served.length,
      cursor: (key === "all" ? served.sort() : served).at(-1) ?? "",
      createTime: time,
      startTime: time,
      endTime: time,
    },
    select: { noticeId: true },
  });
  for (const uid of served)
    scene.mail.push({ uid, originPushType: 1, title, content, url: "", createTime: time, noticeId });
}

/** Delivers all mail, numbered by the sequence in the order of time. */
export async function seedMessages({ db, mail, now }: Scene): Promise<void> {
  const inOrder = [...mail].sort((a, b) => a.createTime.getTime() - b.createTime.getTime() || (a.uid < b.uid ? -1 : 1));
  const ids = await db.$queryRaw<{ id: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('messages', 'message_id')) AS id FROM generate_series(1, ${inOrder.length}::int)`;
  const numbered = inOrder.map((letter, place) => ({ letter, messageId: ids[place]?.id ?? 0n }));
  await db.message.createMany({
    data: numbered.map(({ letter: { noteId: _, ...letter }, messageId }) => ({
      ...letter,
      messageId,
      unread: now.getTime() - letter.createTime.getTime() < UNREAD_FOR,
    })),
  });
  for (const { letter, messageId } of numbered)
    if (letter.noteId)
      await db.feedbackNote.update({
        where: { noteId: letter.noteId },
        data: { messageId },
        select: { noteId: true },
      });
}
