import { clubResult } from "@chaoqer/contract/club";
import { h5EventResult, h5RoomResult, weixinConfigResult } from "@chaoqer/contract/h5";
import { profileResult } from "@chaoqer/contract/user";
import { check, type World } from "../world";

/** H5 1 to 5: what the share pages ask for a visitor who came by WeChat. */
export async function h5({
  journal,
  visitor,
  h5Url,
  ning,
  clubId,
  roomId,
  roomCacheId,
  eventId,
}: World): Promise<void> {
  await visitor.refused("POST", `/h5/club/${clubId}`, {}, { http: 401 });
  await visitor.enterByWechat();
  journal.note("WeChat's login gave the visitor a session");
  const url = `${h5Url}/room/${roomCacheId}`;
  const config = await visitor.call("POST", "/h5/weixin/config", { url }, weixinConfigResult);
  check(/^[a-f0-9]{40}$/.test(config.signature), "the page's address is signed");
  const room = await visitor.call("POST", `/h5/room/${roomCacheId}`, {}, h5RoomResult);
  check(room.roomId === roomId && room.fromMember.uid === ning.uid, "the shared room says who shared it");
  await visitor.call("POST", `/h5/club/${clubId}`, {}, clubResult);
  await visitor.call("POST", `/h5/profile/${ning.uid}`, {}, profileResult);
  const event = await visitor.call("POST", `/h5/event/${eventId}`, {}, h5EventResult);
  check(event.memberList.length === event.memberUidList.length, "the event shows who takes part");
}
