import { z } from "zod";
import { flag, httpUrlOf, id, lineOf, millis, pathId } from "./fields";
import { pageOf } from "./page";

export const clubCreateInput = z.object({ name: lineOf("圈子名称", 100), cover: httpUrlOf("封面") });
export const clubIdInput = z.object({ clubId: pathId });

/** A club as the viewer sees it; `joined` is about the viewer. */
export const clubResult = z.object({
  clubId: id,
  uid: id,
  name: z.string(),
  cover: z.string(),
  createTime: millis,
  memberTotal: z.int(),
  joined: flag,
  inviteOnly: z.literal(0),
});
export type ClubResult = z.output<typeof clubResult>;

/** The clubs a user is in; `createTime` is when they joined. */
export const clubPage = pageOf(z.object({ clubId: id, clubResult, createTime: millis, sequenceId: z.string() }));
export type ClubPage = z.output<typeof clubPage>;
