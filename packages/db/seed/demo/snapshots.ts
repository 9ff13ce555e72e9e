import type { Prisma } from "../../src/client";
import type { Person, Scene } from "./scene";

/** What a report or a feedback keeps of what it is about (docs/api/app.md, "Snapshots"). */
export type Snapshot = Prisma.InputJsonObject;

/** A user as they showed themselves. */
export function userSnapshot(target: Person, allowLive: boolean, bio = target.bio): Snapshot {
  const { uid, nickname, avatar, createTime } = target;
  return { uid, nickname, avatar, bio, allowLive: allowLive ? 1 : 0, createTime: createTime.getTime() };
}

/** A room with who was in it at that moment. */
export async function roomSnapshot({ db, people }: Scene, roomId: string, at: Date): Promise<Snapshot> {
  const room = await db.room.findUniqueOrThrow({
    where: { roomId },
    include: { club: true, members: { orderBy: [{ role: "desc" }, { joinTime: "asc" }, { uid: "asc" }] } },
  });
  const nameOf = (uid: string) => people.find((someone) => someone.uid === uid);
  const present = room.members.filter(({ joinTime, leftTime }) => joinTime <= at && (!leftTime || leftTime > at));
  return {
    roomId,
    uid: room.uid,
    nickname: nameOf(room.uid)?.nickname ?? "",
    name: room.name,
    ...(room.club && { clubId: room.club.clubId, clubName: room.club.name }),
    inviteOnly: room.inviteOnly ? 1 : 0,
    createTime: room.createTime.getTime(),
    ...(room.closedTime && room.closedTime <= at && { closedTime: room.closedTime.getTime() }),
    memberTotal: present.length,
    memberList: present.map(({ uid, role }) => ({
      uid,
      nickname: nameOf(uid)?.nickname ?? "",
      avatar: nameOf(uid)?.avatar ?? "",
      role,
    })),
  };
}
