import { z } from "zod";
import { clubResult } from "./club";
import { codeOf, flag, id, lineOf, MALFORMED, millis, pathId, pathUid, sentId } from "./fields";
import { pageOf } from "./page";
import { profileResult } from "./user";

/** `clubId` may be left out only for a private room, where it is ignored; "" makes an open room for all. */
export const roomCreateInput = z
  .object({
    name: lineOf("活动主题", 100, 0),
    clubId: sentId.optional(),
    inviteOnly: codeOf("是否私密", [0, 1]).default(0),
  })
  .refine((room) => room.inviteOnly === 1 || room.clubId !== undefined, {
    error: "Params Not Valid: clubId",
    path: ["clubId"],
    ...MALFORMED,
  });
export const roomIdInput = z.object({ roomId: pathId });
export const roomInviteInput = z.object({ roomId: pathId, uid: pathUid });

/** A room as the viewer sees it. */
export const roomResult = z.object({
  roomId: id,
  uid: id,
  name: z.string(),
  clubId: id.optional(),
  clubResult: clubResult.optional(),
  inviteOnly: flag,
  createTime: millis,
  memberTotal: z.int(),
  /** At most 6: hosts, then speakers, then audience, each by join time. */
  memberList: z.array(profileResult).max(6),
});
export type RoomResult = z.output<typeof roomResult>;

export const roomPage = pageOf(z.object({ roomId: id, roomResult, createTime: millis, sequenceId: z.string() }));
export type RoomPage = z.output<typeof roomPage>;

/** An Agora RTC token for the channel of that name. */
export const roomTokenResult = z.object({ roomId: id, token: z.string() });

/** The id of a snapshot (roomCacheId). */
export const roomCacheResult = id;
