import { type NativeUser, newUser } from "./native";

/** What the pages of a test run show, made by users of the native app. */
export interface Scene {
  host: NativeUser;
  /** Paths of pages. */
  room: string;
  /** The same room by the older form of its link. */
  roomShort: string;
  privateRoom: string;
  closedRoom: string;
  club: string;
  profile: string;
  eventAhead: string;
  eventRunning: string;
  /** Of the room that `room` shows. */
  roomId: string;
  clubId: string;
  /** Of the room that the running event has. */
  eventRoomId: string;
}

/** Pictures that the tests answer themselves. */
export const CDN = "https://cdn.example.com";
const MINUTE = 60_000;
const PEOPLE = ["阿哲", "苏苏不吃香菜", "铭恺", "一只鹿Lulu", "陈医生在线", "花生酱", "老周的唱片店"];

export const HOST_NAME = "林小满";
export const ROOM_NAME = "周五夜聊：裸辞之后的第一年";
export const CLUB_NAME = "下班以后";
export const EVENT_NAME = "简历门诊：现场改三份";
export const BIO = "产品经理，白天写需求，晚上开房间。\n写的东西在 https://example.com/notes ，欢迎来看。";

async function makeRooms(host: NativeUser, guests: NativeUser[], clubId: string) {
  const { roomId } = await host.post<{ roomId: string }>("/room", { name: ROOM_NAME, clubId });
  for (const guest of guests) await guest.post(`/room/${roomId}/token`);
  const shared = await host.post<string>(`/room/${roomId}/cache`);
  const hidden = await host.post<{ roomId: string }>("/room", { name: "两个人的晚安电台", inviteOnly: 1 });
  const hiddenShared = await host.post<string>(`/room/${hidden.roomId}/cache`);
  const over = await host.post<{ roomId: string }>("/room", { name: "早起打卡第三十天", clubId: "" });
  const overShared = await host.post<string>(`/room/${over.roomId}/cache`);
  await host.post(`/room/${over.roomId}/close`);
  return {
    roomId,
    room: `/room/${shared}/${host.uid}`,
    roomShort: `/room/${shared}`,
    privateRoom: `/room/${hiddenShared}/${host.uid}`,
    closedRoom: `/room/${overShared}/${host.uid}`,
  };
}

async function makeEvents(host: NativeUser, guests: NativeUser[]) {
  const memberUidList = [host.uid, ...guests.slice(0, 2).map(({ uid }) => uid)];
  const event = (name: string, aheadMs: number) =>
    host.post<{ eventId: string }>("/event", {
      name,
      desc: "提前把简历里的公司名打码。\n只说三件事：删什么、补什么、顺序怎么排。",
      eventTime: Date.now() + aheadMs,
      memberUidList,
    });
  const ahead = await event(EVENT_NAME, 20 * MINUTE);
  const begun = await event("《夜航船》共读第四次", MINUTE);
  const { roomId } = await host.post<{ roomId: string }>(`/event/${begun.eventId}/start`);
  return { eventAhead: `/event/${ahead.eventId}`, eventRunning: `/event/${begun.eventId}`, eventRoomId: roomId };
}

/** A community of its own. */
export async function makeScene(): Promise<Scene> {
  const host = await newUser({ nickname: HOST_NAME, avatar: `${CDN}/host.jpg`, bio: BIO });
  const guests: NativeUser[] = [];
  for (const nickname of PEOPLE) guests.push(await newUser({ nickname, avatar: `${CDN}/guest.jpg` }));
  const { clubId } = await host.post<{ clubId: string }>("/club", { name: CLUB_NAME, cover: `${CDN}/cover.jpg` });
  for (const guest of guests) await guest.post(`/club/${clubId}/join`);
  const rooms = await makeRooms(host, guests, clubId);
  const events = await makeEvents(host, guests);
  return { host, clubId, club: `/club/${clubId}`, profile: `/profile/${host.uid}`, ...rooms, ...events };
}
