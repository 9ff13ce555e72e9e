import { z } from "zod";
import { clubResult } from "./club";
import { eventResult } from "./event";
import { flag, id, pathId } from "./fields";
import { roomResult } from "./room";
import { profileResult } from "./user";

/** 获取微信Config: the page's own address, as the browser shows it. */
export const weixinConfigInput = z.object({ url: z.string() });

/** What `wx.config` needs; `timestamp` is in seconds, as text. */
export const weixinConfigResult = z.object({
  appId: z.string(),
  timestamp: z.string(),
  nonceStr: z.string(),
  jsapi_ticket: z.string(),
  signature: z.string(),
  url: z.string(),
});
export type WeixinConfigResult = z.output<typeof weixinConfigResult>;

export const roomCacheIdInput = z.object({ roomCacheId: pathId });

/** A shared room as it was when it was shared; `closed` is about now. */
export const h5RoomResult = roomResult.extend({ roomCacheId: id, fromMember: profileResult, closed: flag });
export type H5RoomResult = z.output<typeof h5RoomResult>;

/** A club's share page: with the members who joined last, at most 6. */
export const h5ClubPageResult = clubResult.extend({ memberList: z.array(profileResult).max(6) });
export type H5ClubPageResult = z.output<typeof h5ClubPageResult>;

export const h5EventResult = eventResult.extend({ memberList: z.array(profileResult) });
export type H5EventResult = z.output<typeof h5EventResult>;
