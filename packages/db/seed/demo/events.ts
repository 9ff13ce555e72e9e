import { EVENTS, type EventData, STARTED_EVENT } from "../data/events";
import { EVENT_ROOM } from "../data/rooms";
import { randomOf } from "../random";
import { openRoom } from "./rooms";
import { ago, ahead, DAY, eventIdOf, latest, person, roomIdOf, type Scene } from "./scene";

const MINUTE = 60_000;

/** Events ahead, and one that has begun in its room. */
export async function seedEvents(scene: Scene): Promise<void> {
  const { key, name, inMinutes } = STARTED_EVENT;
  const minutesAgo = -inMinutes;
  await openRoom(scene, { key, name, minutesAgo, ...EVENT_ROOM });
  await addEvent(scene, STARTED_EVENT, roomIdOf(key));
  for (const n of STARTED_EVENT.reminders)
    scene.mail.push({
      uid: person(scene, n).uid,
      originPushType: 0,
      title: "你预约的活动已经开始了",
      content: name,
      url: `chaoqer://room/${roomIdOf(key)}`,
      createTime: ago(scene, minutesAgo * MINUTE),
    });
  for (const event of EVENTS) await addEvent(scene, event, null);
}

async function addEvent(scene: Scene, event: EventData, roomId: string | null): Promise<void> {
  const { key, name, desc, reminders, inMinutes } = event;
  const random = randomOf(`event ${key}`);
  const eventId = eventIdOf(key);
  const members = event.members.map((n) => person(scene, n));
  const reserving = reminders.map((n) => person(scene, n));
  const [creator] = members;
  if (!creator) throw new Error(`the event ${key} has no members`);
  const since = latest(...[...members, ...reserving].map(({ createTime }) => createTime));
  const createTime = random.between(latest(since, ago(scene, 5 * DAY)), ago(scene, DAY));
  await scene.db.event.create({
    data: {
      eventId,
      uid: creator.uid,
      name,
      desc: desc ?? null,
      eventTime: ahead(scene, inMinutes * MINUTE),
      createTime,
      roomId,
      members: { createMany: { data: members.map(({ uid }, position) => ({ uid, position })) } },
      reminders: {
        createMany: {
          data: reserving.map(({ uid }) => ({ uid, createTime: random.between(createTime, ago(scene, 20 * MINUTE)) })),
        },
      },
    },
    select: { eventId: true },
  });
  for (const { uid } of members.slice(1))
    scene.mail.push({
      uid,
      originUid: creator.uid,
      originPushType: 2,
      title: `${creator.nickname}已添加你为活动嘉宾`,
      content: name,
      url: `chaoqer://event/${eventId}`,
      createTime,
    });
}
