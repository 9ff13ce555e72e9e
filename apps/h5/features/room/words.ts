import type { H5RoomResult } from "@chaoqer/contract/h5";

type Named = Pick<H5RoomResult, "name" | "uid" | "memberList" | "fromMember">;

/** A room's name; without one it is called after its creator, or after who shared it. */
export function roomName({ name, uid, memberList, fromMember }: Named): string {
  if (name.trim() !== "") return name;
  const creator = memberList.find((member) => member.uid === uid);
  return creator ? `${creator.nickname}创建的活动` : `${fromMember.nickname}分享的活动`;
}

/** Whom a room is open to. */
export function audienceOf({ inviteOnly, clubId }: Pick<H5RoomResult, "inviteOnly" | "clubId">): string {
  if (inviteOnly) return "私密活动";
  return clubId ? "圈子活动" : "公开活动";
}

/** Where to go on to when the room has closed: its club, else who shared it. */
export function afterRoom({ clubResult, fromMember }: Pick<H5RoomResult, "clubResult" | "fromMember">) {
  if (clubResult) return { deepLink: `chaoqer://club/${clubResult.clubId}`, label: "打开超圈，看看这个圈子" };
  return { deepLink: `chaoqer://profile/${fromMember.uid}`, label: "打开超圈，看看 TA 的主页" };
}
