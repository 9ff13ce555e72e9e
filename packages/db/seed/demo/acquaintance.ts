import { ACQUAINTED, ROLES } from "../data/people";
import { randomOf } from "../random";
import { isFree, latest, type Person, person, type Scene } from "./scene";

/** Who has blocked whom: all whom the spammer bothered. */
const BLOCKS: readonly (readonly [by: number, blocked: number])[] = [
  [1, ROLES.spammer],
  [3, ROLES.spammer],
  [44, ROLES.spammer],
  [8, ROLES.frozen],
  [30, ROLES.frozen],
  [22, ROLES.frozen],
  [38, 36],
  [25, 36],
];

/** Cards that lay in the holder until they were deleted. */
const DELETED: readonly (readonly [sender: number, holder: number])[] = [
  [ROLES.spammer, 20],
  [ROLES.limited, 34],
  [41, 10],
];

/** Cards and blocks. The first ten have each other's; a card to someone who blocked its sender never arrived. */
export async function seedAcquaintance(scene: Scene): Promise<void> {
  const { db, people, now } = scene;
  const random = randomOf("cards");
  const blocks = BLOCKS.map(([by, blocked]) => ({ by: person(scene, by), blocked: person(scene, blocked) }));
  const hasBlocked = (by: Person, blocked: Person) =>
    blocks.some((block) => block.by.n === by.n && block.blocked.n === blocked.n);

  const pairs = new Map<string, { sender: Person; holder: Person }>();
  const add = (sender: Person, holder: Person) => {
    if (sender.n !== holder.n) pairs.set(`${sender.n}:${holder.n}`, { sender, holder });
  };
  const first = people.slice(0, ACQUAINTED);
  for (const sender of first) for (const holder of first) add(sender, holder);
  for (const [sender, holder] of DELETED) add(person(scene, sender), person(scene, holder));
  for (const sender of people.slice(ACQUAINTED).filter(isFree))
    for (const holder of random.sample(people, sender.n === ROLES.spammer ? 16 : random.int(1, 7))) {
      add(sender, holder);
      if (random.next() < 0.5 && isFree(holder)) add(holder, sender);
    }

  const cards = [...pairs.values()].map(({ sender, holder }) => {
    const sendTime = random.between(latest(sender.createTime, holder.createTime), now);
    const arrived = !hasBlocked(holder, sender);
    const deleted = DELETED.some(([by, from]) => by === sender.n && from === holder.n);
    return { sender, holder, sendTime, arrived, held: arrived && !deleted };
  });
  await db.card.createMany({
    data: cards.map(({ sender, holder, sendTime, held }) => ({
      senderUid: sender.uid,
      holderUid: holder.uid,
      sendTime,
      heldSince: held ? sendTime : null,
    })),
  });
  for (const { sender, holder, sendTime } of cards.filter(({ arrived }) => arrived))
    scene.mail.push({
      uid: holder.uid,
      originUid: sender.uid,
      originPushType: 2,
      title: sender.nickname,
      content: "给你发送了一张名片",
      url: `chaoqer://profile/${sender.uid}`,
      createTime: sendTime,
    });
  await db.$executeRaw`
    UPDATE profiles p SET card_total = c.total
    FROM (SELECT holder_uid, count(*)::int AS total FROM cards WHERE held_since IS NOT NULL GROUP BY 1) c
    WHERE c.holder_uid = p.uid`;

  await db.block.createMany({
    data: blocks.map(({ by, blocked }) => ({
      uid: by.uid,
      blockedUid: blocked.uid,
      createTime: random.between(latest(by.createTime, blocked.createTime), now),
    })),
  });
}
