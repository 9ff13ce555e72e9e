import { CLUBS } from "../data/clubs";
import { idOf, randomOf } from "../random";
import { ago, clubIdOf, DAY, imageKey, isFree, latest, person, type Scene } from "./scene";

/** Clubs with their members; the creator came first. */
export async function seedClubs(scene: Scene): Promise<void> {
  const { db, people, imageBase, now } = scene;
  const random = randomOf("clubs");
  for (const { key, name, creator, members, others, daysAgo } of CLUBS) {
    const clubId = clubIdOf(key);
    const { uid, createTime: since } = person(scene, creator);
    const createTime = latest(since, ago(scene, daysAgo * DAY));
    const named = new Set([creator, ...members]);
    const chance = people.filter((someone) => isFree(someone) && !named.has(someone.n));
    const joined = [...members.map((n) => person(scene, n)), ...random.sample(chance, others)];
    const objectKey = imageKey(uid, "cover", key);
    await db.club.create({
      data: {
        clubId,
        uid,
        name,
        cover: `${imageBase}/${objectKey}`,
        memberTotal: joined.length + 1,
        createTime,
        members: {
          createMany: {
            data: [
              { uid, joinTime: createTime },
              ...joined.map((member) => ({
                uid: member.uid,
                joinTime: random.between(latest(createTime, member.createTime), now),
              })),
            ],
          },
        },
      },
      select: { clubId: true },
    });
    await db.image.create({
      data: { imageId: idOf("image", "cover", key), uid, imageDir: "cover", objectKey, createTime },
      select: { imageId: true },
    });
  }
}
