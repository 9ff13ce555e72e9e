import { roomCacheResult, roomPage, roomResult, roomTokenResult } from "@chaoqer/contract/room";
import { check, nothing, type World } from "../world";

/** Room 1 to 4, 6 and 7: a private room, an invitation, and a token to speak with. */
export async function rooms(world: World): Promise<void> {
  const { journal, sandbox, hang, ning } = world;
  const room = await hang.call("POST", "/room", { name: "今晚聊点什么", inviteOnly: 1 }, roomResult);
  const path = `/room/${room.roomId}`;
  world.roomId = room.roomId;
  await ning.refused("GET", path, {}, { result: 400000 });
  await hang.refused("POST", `${path}/invite/${ning.uid}`, {}, { message: "对方还没有给你发送名片，无法邀请" });
  await ning.call("POST", `/user/${hang.uid}/card`, {}, nothing);
  await hang.later();
  await hang.call("POST", `${path}/invite/${ning.uid}`, {}, nothing);
  const { payload } = await sandbox.push(ning.uid, "邀请你加入活动");
  journal.note(`push to ${ning.who}: ${payload.notification?.ios?.alert?.title}`);

  const { token } = await ning.call("POST", `${path}/token`, {}, roomTokenResult);
  check(token.startsWith("006"), "the token is one of Agora's");
  const seen = await ning.call("GET", path, {}, roomResult);
  check(seen.memberTotal === 2, "both are in the room");
  const list = await ning.call("GET", "/room", { count: 20 }, roomPage);
  check(
    list.list.some(({ roomId }) => roomId === room.roomId),
    "the room is among those I can see",
  );
  world.roomCacheId = await ning.call("POST", `${path}/cache`, {}, roomCacheResult);
}

/** Room 5: the host closes the room, and Agora drops everyone. */
export async function roomClose({ journal, sandbox, hang, ning, roomId }: World): Promise<void> {
  await ning.refused("POST", `/room/${roomId}/close`, {}, { http: 403, message: "Forbidden" });
  await hang.call("POST", `/room/${roomId}/close`, {}, nothing);
  await ning.refused("GET", `/room/${roomId}`, {}, { result: 400000 });
  journal.note(`Agora was told to empty the channel ${(await sandbox.kick(roomId)).cname}`);
}
