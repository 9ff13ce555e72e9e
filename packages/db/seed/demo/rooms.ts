import { CLOSED_BY_STAFF, CLOSED_ROOMS, OPEN_ROOMS, type OpenRoomData } from "../data/rooms";
import { randomOf } from "../random";
import { ago, ahead, clubIdOf, DAY, person, roomIdOf, type Scene, STAY } from "./scene";

const MINUTE = 60_000;

/** Rooms that are open now and rooms of the past weeks. */
export async function seedRooms(scene: Scene): Promise<void> {
  for (const room of OPEN_ROOMS) await openRoom(scene, room);
  for (const [index, [name, creator, others, daysAgo, minutes, club]] of CLOSED_ROOMS.entries()) {
    const key = `closed-${index}`;
    await closedRoom(scene, { key, name, creator, others, daysAgo, minutes, reason: "host", ...(club && { club }) });
  }
  await closedRoom(scene, { key: "closed-by-staff", ...CLOSED_BY_STAFF, reason: "staff" });
}

/** Makes a room with everybody in it, who came one after the other. */
export async function openRoom(scene: Scene, room: OpenRoomData): Promise<void> {
  const { db } = scene;
  const { key, name, hosts, speakers, audience, hands = [], muted = [], club, invited, minutesAgo } = room;
  const roomId = roomIdOf(key);
  const order = [...hosts, ...speakers, ...audience];
  const creator = person(scene, order[0] ?? 0);
  const createTime = ago(scene, minutesAgo * MINUTE);
  const step = (minutesAgo * MINUTE * 0.9) / order.length;
  await db.room.create({
    data: {
      roomId,
      uid: creator.uid,
      name,
      clubId: club ? clubIdOf(club) : null,
      inviteOnly: invited !== undefined,
      createTime,
      members: {
        createMany: {
          data: order.map((n, place) => ({
            uid: person(scene, n).uid,
            role: hosts.includes(n) ? 2 : speakers.includes(n) ? 1 : 0,
            ruid: place + 1,
            joinTime: new Date(createTime.getTime() + Math.floor(place * step)),
            leaseUntil: ahead(scene, STAY),
            muted: muted.includes(n),
            handTime: hands.includes(n) ? ago(scene, (hands.length - hands.indexOf(n)) * MINUTE) : null,
          })),
        },
      },
    },
    select: { roomId: true },
  });
  const sendTime = new Date(createTime.getTime() + MINUTE);
  for (const n of invited ?? []) {
    const { uid } = person(scene, n);
    const invite = { roomId, uid, fromUid: creator.uid, sendTime, createTime: sendTime };
    await db.roomInvite.create({ data: invite, select: { roomId: true } });
    scene.mail.push({
      uid,
      originUid: creator.uid,
      originPushType: 2,
      title: `${creator.nickname}邀请你加入活动`,
      content: name,
      url: `chaoqer://room/${roomId}`,
      createTime: sendTime,
    });
  }
}

interface ClosedRoom {
  key: string;
  name: string;
  creator: number;
  others: readonly number[];
  daysAgo: number;
  minutes: number;
  club?: string;
  reason: "host" | "staff";
}

async function closedRoom(scene: Scene, room: ClosedRoom): Promise<void> {
  const { key, name, creator, others, daysAgo, minutes, club, reason } = room;
  const random = randomOf(`room ${key}`);
  const createTime = ago(scene, daysAgo * DAY);
  const closedTime = new Date(createTime.getTime() + minutes * MINUTE);
  const half = new Date(createTime.getTime() + (minutes * MINUTE) / 2);
  await scene.db.room.create({
    data: {
      roomId: roomIdOf(key),
      uid: person(scene, creator).uid,
      name,
      clubId: club ? clubIdOf(club) : null,
      createTime,
      closedTime,
      closeReason: reason,
      members: {
        createMany: {
          data: [creator, ...others].map((n, place) => {
            const leftTime = place > 2 ? random.between(half, closedTime) : closedTime;
            return {
              uid: person(scene, n).uid,
              role: place === 0 ? 2 : place < 3 ? 1 : 0,
              ruid: place + 1,
              joinTime: place === 0 ? createTime : random.between(createTime, half),
              leaseUntil: leftTime,
              leftTime,
            };
          }),
        },
      },
    },
    select: { roomId: true },
  });
}
