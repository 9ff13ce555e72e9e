import { z } from "zod";
import { flag, httpUrlOf, id, lineOf, millis, pathUid, textOf } from "./fields";
import { pageOf } from "./page";

const nickname = lineOf("昵称", 20);
const avatar = httpUrlOf("头像");

export const profileInitInput = z.object({ nickname, avatar });

/** An absent `bio` leaves what is there, "" empties it. */
export const profileUpdateInput = z.object({ nickname, avatar, bio: textOf("介绍", 1000).optional() });

export const uidInput = z.object({ uid: pathUid });

/** A user as another one (the viewer) sees them. */
export const profileResult = z.object({
  uid: id,
  nickname: z.string(),
  avatar: z.string(),
  /** "" if none. */
  bio: z.string(),
  /** The viewer has blocked this user. */
  blocked: flag,
  /** The viewer has sent this user their card. */
  sendCard: flag,
  /** Cards in this user's holder. */
  cardTotal: z.int(),
  /** Staff allowed this user to go live. */
  allowLive: flag,
});
export type ProfileResult = z.output<typeof profileResult>;

/** A list of people: blocked users, cards, members. `createTime` is when the relation began. */
export const profilePage = pageOf(
  z.object({ createTime: millis, sequenceId: z.string(), uid: id, userProfileResult: profileResult }),
);
export type ProfilePage = z.output<typeof profilePage>;
