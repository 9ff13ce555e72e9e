import { fillClub, fillEvent, fillRoom, fillVisitor } from "./fill";
import { startTestApp, type TestApp, type TestUser } from "./harness";
import { NativeClient, type Reply } from "./native-client";

/** People of every standing towards what belongs to one of them, and fresh things of hers for each call. */

/** Users with a live session, by what they are to the owner's things. */
export const MEMBERS = ["owner", "member", "stranger", "blocked", "limited", "newcomer"] as const;
/** Those whom no user session stands for: nobody, those whose session ended, a token that is another's. */
export const OUTSIDERS = ["guest", "loggedOut", "frozen", "deleted", "impostor"] as const;
/** Visitors with a WeChat session, by how they show it. */
export const VISITORS = ["bearer", "cookie"] as const;
type Visitor = (typeof VISITORS)[number];
export type Person = (typeof MEMBERS)[number] | (typeof OUTSIDERS)[number] | Visitor;

export type RoomKind = "open" | "club" | "private";

type Params = Record<string, string | number | string[]>;

export interface World {
  test: TestApp;
  uidOf(person: Person): string;
  /** Sends a call as that person; signed as the call demands, so that nothing but who they are can be wrong. */
  call(person: Person, auth: "user" | "wechat", method: string, path: string, params?: Params): Promise<Reply>;
  newClub(): Promise<string>;
  newRoom(kind: RoomKind): Promise<string>;
  newEvent(): Promise<string>;
  newCache(): Promise<string>;
  /** Somebody whose card everyone holds. */
  guestOfAll: TestUser;
}

const basic = (uid: string, token: string) => `Basic ${Buffer.from(`${uid}:${token}`).toString("base64")}`;

/** Starts the api with the people in it; call `test.close` in `afterAll`. */
export async function makeWorld(): Promise<World> {
  const test = await startTestApp();
  const { db } = test.deps;
  const users = {} as Record<Exclude<Person, Visitor>, TestUser>;
  for (const person of [...MEMBERS, ...OUTSIDERS])
    users[person] = await test.user({ profile: person !== "newcomer", nickname: person });
  const { owner, blocked, limited, loggedOut, frozen, deleted, stranger, impostor } = users;
  const guestOfAll = await test.user();
  const since = test.clock.now();

  await owner.post(`/user/${blocked.uid}/block`);
  await db.card.createMany({
    data: Object.values(users).map(({ uid }) => ({
      senderUid: guestOfAll.uid,
      holderUid: uid,
      sendTime: since,
      heldSince: since,
    })),
  });
  await loggedOut.post("/account/logout");
  await db.account.update({ where: { uid: limited.uid }, data: { status: -1 } });
  await db.account.update({ where: { uid: frozen.uid }, data: { status: -2 } });
  await db.account.update({ where: { uid: deleted.uid }, data: { status: -99, mobile: null } });
  // Knows even the owner's secret, but has no token of hers.
  if (owner.session && stranger.session)
    impostor.session = { ...owner.session, accessToken: stranger.session.accessToken };

  const wechatToken = await fillVisitor(test);

  /** In what the owner has, so that nothing but their account's state can keep them out. */
  const inside = [owner, users.member, limited, loggedOut, frozen, deleted].map(({ uid }) => uid);

  const known: Partial<Record<Person, TestUser>> = users;
  const headersOf = (person: Person): Record<string, string> => {
    if (person === "guest") return {};
    if (person === "bearer") return { authorization: `Bearer ${wechatToken}` };
    if (person === "cookie") return { cookie: `theme=dark; chaoqer_wx=${wechatToken}` };
    const { uid = "", accessToken = "" } = known[person]?.session ?? {};
    return { authorization: basic(uid, accessToken) };
  };

  const clubbers = [...inside, blocked.uid];
  const newRoom = async (kind: RoomKind) =>
    fillRoom(test, inside, {
      inviteOnly: kind === "private",
      ...(kind === "club" && { clubId: await fillClub(test, clubbers) }),
    });

  return {
    test,
    guestOfAll,
    uidOf: (person) => known[person]?.uid ?? "",
    call: (person, auth, method, path, params = {}) => {
      const client = new NativeClient(test.app, test.clock);
      if (auth === "user" && person !== "guest") client.session = known[person]?.session;
      return client.call(method, path, params, { headers: headersOf(person) });
    },
    newClub: () => fillClub(test, clubbers),
    newRoom,
    newEvent: () => fillEvent(test, inside),
    newCache: async () => (await owner.post<string>(`/room/${await newRoom("private")}/cache`)).result,
  };
}
