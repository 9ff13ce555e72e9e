import { ACQUAINTED, PEOPLE, ROLES } from "../data/people";
import { idOf, randomOf } from "../random";
import { ago, ahead, DAY, HOUR, imageKey, isFree, latest, type Person, type Scene, uidOf } from "./scene";

/** How long frozen and limited accounts stay so. */
const PENALTY = 180 * DAY;
/** Who has come lately, and how many days ago; the others have been here longer. */
const NEWCOMERS: Record<number, number> = { 35: 15, 40: 1, 48: 6, 51: 13, 52: 3, 54: 5, 56: 12, 59: 9 };

/** The people of the demo as of that moment; nothing of it comes from the database. */
export function makePeople(now: Date, imageBase: string): Person[] {
  const random = randomOf("people");
  return PEOPLE.map(([nickname, bio], index) => {
    const n = index + 1;
    const uid = uidOf(n);
    const days = n <= ACQUAINTED ? 90 + random.int(0, 8) : (NEWCOMERS[n] ?? 18 + ((n * 37) % 71));
    const quiet = isFree({ n }) ? random.int(1, n % 5 === 0 ? 70 : 20) * HOUR : 141 * HOUR;
    const createTime = ago({ now }, days * DAY + random.int(0, DAY));
    return {
      n,
      uid,
      mobile: `138${String(n).padStart(8, "0")}`,
      nickname,
      bio,
      avatar: `${imageBase}/${imageKey(uid, "avatar", n)}`,
      createTime,
      lastActiveTime: latest(createTime, ago({ now }, quiet)),
    };
  });
}

/** Accounts in every state there is: also one without a profile and one that was deleted. */
export async function seedAccounts(scene: Scene): Promise<void> {
  const { db, people } = scene;
  const states = new Map([
    [ROLES.frozen as number, { status: -2, frozenUntil: ahead(scene, PENALTY - 140 * HOUR) }],
    [ROLES.limited as number, { status: -1, limitedUntil: ahead(scene, PENALTY - 280 * HOUR) }],
  ]);
  await db.account.createMany({
    data: people.map(({ n, uid, mobile, createTime, lastActiveTime }) => ({
      uid,
      mobile: `+86${mobile}`,
      createTime,
      lastActiveTime,
      ...states.get(n),
    })),
  });
  await db.profile.createMany({
    data: people.map(({ n, uid, nickname, bio, avatar, createTime }) => ({
      uid,
      nickname,
      avatar,
      // It was reset when the account was limited (data/cases.ts).
      bio: n === ROLES.limited ? "" : bio,
      allowLive: n === ROLES.live,
      createTime,
      updateTime: createTime,
    })),
  });
  await db.account.createMany({
    data: [
      {
        uid: idOf("user", "new"),
        mobile: "+8613800000061",
        createTime: ago(scene, 2 * HOUR),
        lastActiveTime: ago(scene, 2 * HOUR),
      },
      {
        uid: idOf("user", "deleted"),
        mobile: null,
        status: -99,
        createTime: ago(scene, 30 * DAY),
        lastActiveTime: ago(scene, 17 * DAY),
      },
    ],
  });
  await db.image.createMany({
    data: people.map(({ n, uid, createTime }) => ({
      imageId: idOf("image", "avatar", n),
      uid,
      imageDir: "avatar",
      objectKey: imageKey(uid, "avatar", n),
      createTime,
    })),
  });
  await seedTraces(scene);
}

/** The client that someone uses: platform and version, newer ones more often. */
export function clientOf(n: number): { clientType: number; versionName: string; versionCode: number } {
  const behind = [0, 0, 1, 0, 2, 0, 3, 1, 0, 6][n % 10] ?? 0;
  return { clientType: n % 3 === 0 ? 2 : 1, versionCode: 19 - behind, versionName: `0.1.${7 - behind}` };
}

/** Logins, days of activity, and of those who are signed in the session and device. The first 13 sign in anew. */
async function seedTraces({ db, people, now }: Scene): Promise<void> {
  const random = randomOf("traces");
  const logins = people.flatMap(({ n, uid, createTime, lastActiveTime }) =>
    Array.from({ length: random.int(0, 3) }, () => random.between(createTime, lastActiveTime))
      .concat(createTime)
      .map((time) => ({ uid, ...clientOf(n), ip: `203.0.113.${n}`, createTime: time })),
  );
  await db.login.createMany({ data: logins.sort((a, b) => a.createTime.getTime() - b.createTime.getTime()) });

  const days = people.flatMap(({ n, uid, createTime, lastActiveTime }) => {
    const active = [createTime, lastActiveTime];
    for (let time = createTime.getTime() + DAY; time < lastActiveTime.getTime(); time += DAY)
      if (random.next() < (n <= ACQUAINTED ? 0.8 : 0.45)) active.push(new Date(time));
    return [...new Set(active.map(shanghaiDay))].map((day) => ({ uid, day: new Date(day) }));
  });
  await db.activeDay.createMany({ data: days });

  const signedIn = people.filter(({ n }) => n > ROLES.live);
  await db.session.createMany({
    data: signedIn.map(({ n, uid, createTime, lastActiveTime }) => ({
      uid,
      // No token has this hash: whoever wants to be this person signs in by SMS.
      tokenHash: idOf("token", n) + idOf("token hash", n),
      accessSecret: idOf("secret", n),
      createTime,
      slideTime: lastActiveTime,
      expireTime: new Date(now.getTime() + 25 * DAY),
      ip: `203.0.113.${n}`,
      ...clientOf(n),
    })),
  });
  await db.pushDevice.createMany({
    data: signedIn.map(({ n, uid, lastActiveTime }) => ({
      uid,
      jPushId: `1${idOf("device", n).slice(0, 18)}`,
      clientType: clientOf(n).clientType,
      updateTime: lastActiveTime,
    })),
  });
}

/** The day in Asia/Shanghai, which knows no summer time, as 2026-01-31. */
function shanghaiDay(time: Date): string {
  return new Date(time.getTime() + 8 * HOUR).toISOString().slice(0, 10);
}
