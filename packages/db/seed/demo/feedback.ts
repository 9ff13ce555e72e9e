import { CANNED_REPLIES, FEEDBACK } from "../data/feedback";
import { idOf } from "../random";
import { clientOf } from "./accounts";
import { ago, DAY, HOUR, imageKey, person, roomIdOf, type Scene, staffIdOf } from "./scene";
import { roomSnapshot } from "./snapshots";

/** Feedback in every state, with notes and replies, and the prepared replies. */
export async function seedFeedback(scene: Scene): Promise<void> {
  const { db, imageBase } = scene;
  const staffId = staffIdOf("operator");
  for (const [index, feedback] of FEEDBACK.entries()) {
    const { by, type, content, hoursAgo, room, images = 0, status = 0, note, reply } = feedback;
    const feedbackId = idOf("feedback", index);
    const { uid } = person(scene, by);
    const createTime = ago(scene, hoursAgo * HOUR);
    const workTime = status === 0 ? createTime : ago(scene, hoursAgo * 0.6 * HOUR);
    const pictures = Array.from({ length: images }, (_, place) => imageKey(uid, "feedback", index, place));
    await db.feedback.create({
      data: {
        feedbackId,
        uid,
        originFeedbackType: room ? 1 : 0,
        originId: room ? roomIdOf(room) : "",
        feedbackType: type,
        feedbackContent: content,
        feedbackImageList: pictures.map((key) => `${imageBase}/${key}`),
        ...clientOf(by),
        ...(room && { snapshot: await roomSnapshot(scene, roomIdOf(room), createTime) }),
        status,
        assigneeId: status === 0 ? null : staffId,
        createTime,
        updateTime: workTime,
      },
      select: { feedbackId: true },
    });
    await db.image.createMany({
      data: pictures.map((objectKey, place) => ({
        imageId: idOf("image", "feedback", index, place),
        uid,
        imageDir: "feedback",
        objectKey,
        createTime,
      })),
    });
    for (const [kind, text] of Object.entries({ note, reply })) {
      if (!text) continue;
      const noteId = idOf("feedback", kind, index);
      const row = { noteId, feedbackId, staffId, content: text, createTime: workTime };
      await db.feedbackNote.create({ data: row, select: { noteId: true } });
      if (kind === "note") continue;
      const words = { title: "你的反馈有了回复", content: text, url: "" };
      scene.mail.push({ uid, originPushType: 1, ...words, createTime: workTime, noteId });
    }
  }
  const since = ago(scene, 90 * DAY);
  await db.cannedReply.createMany({
    data: CANNED_REPLIES.map(([title, content], index) => ({
      replyId: idOf("canned reply", index),
      title,
      content,
      createTime: since,
      updateTime: since,
    })),
  });
}
