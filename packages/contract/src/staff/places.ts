import { z } from "zod";
import { flag, id, millis } from "../fields";
import { noticeText } from "./actions";
import { maybeMillis, reason, staffBrief, staffId, staffListOf, staffPage } from "./common";

/** Rooms, clubs and events, as staff look them up. */

const search = z.string().trim().max(100, "搜索内容不能超过100个字").optional();
const person = z.object({ uid: id, nickname: z.string(), avatar: z.string() });
/** With the account's state as of now. */
const standing = person.extend({ status: z.int() });
const openRoom = z.object({ roomId: id, name: z.string(), memberTotal: z.int(), createTime: millis });
/** What staff did to it, the latest 20; `staff` null: a job or a command. */
const history = z.array(
  z.object({
    id: z.string(),
    action: z.string(),
    reason: z.string().nullable(),
    staff: staffBrief.nullable(),
    createTime: millis,
  }),
);
export type PlaceHistory = z.output<typeof history>;
/** Why staff did it, and in which words its owner is told, if at all. */
const told = { reason, notice: noticeText.optional() };

/** By id of the room or its creator, or by how the name begins. */
export const roomSearchInput = staffPage.extend({ search, state: z.enum(["open", "closed", "all"]).default("open") });
export const staffRoom = z.object({
  roomId: id,
  name: z.string(),
  creator: person,
  clubId: z.string().nullable(),
  clubName: z.string().nullable(),
  inviteOnly: flag,
  open: flag,
  memberTotal: z.int(),
  createTime: millis,
  closedTime: maybeMillis,
  closeReason: z.string().nullable(),
});
export const staffRoomList = staffListOf(staffRoom);
export type StaffRoom = z.output<typeof staffRoom>;
export const staffRoomDetail = staffRoom.extend({
  /** Who is in it, at most 100. */
  members: z.array(person.extend({ role: z.int(), joinTime: millis })),
  history,
});
export type StaffRoomDetail = z.output<typeof staffRoomDetail>;
export const staffRoomInput = z.object({ roomId: staffId });
export const staffRoomCloseInput = staffRoomInput.extend(told);

/** By id of the club or its creator, or by how the name begins. */
export const clubSearchInput = staffPage.extend({
  search,
  state: z.enum(["live", "dissolved", "all"]).default("live"),
});
export const staffClub = z.object({
  clubId: id,
  name: z.string(),
  cover: z.string(),
  creator: person,
  memberTotal: z.int(),
  createTime: millis,
  dissolvedTime: maybeMillis,
});
export const staffClubList = staffListOf(staffClub);
export type StaffClub = z.output<typeof staffClub>;
export const staffClubDetail = staffClub.extend({
  /** The latest 20 that are open. */
  rooms: z.array(openRoom),
  /** Rooms there ever were. */
  roomTotal: z.int(),
  history,
});
export type StaffClubDetail = z.output<typeof staffClubDetail>;
export const staffClubInput = z.object({ clubId: staffId });
export const staffClubDissolveInput = staffClubInput.extend(told);
/** Who is in a club, the latest to join first. */
export const clubMembersInput = staffPage.extend({ clubId: staffId });
export const staffClubMembers = staffListOf(standing.extend({ joinTime: millis }));
export type StaffClubMembers = z.output<typeof staffClubMembers>;

/** By id of the event or its creator, or by how the name begins. */
export const eventSearchInput = staffPage.extend({ search, state: z.enum(["live", "deleted", "all"]).default("live") });
export const staffEvent = z.object({
  eventId: id,
  name: z.string(),
  desc: z.string(),
  creator: person,
  eventTime: millis,
  memberTotal: z.int(),
  reminders: z.int(),
  roomId: z.string().nullable(),
  createTime: millis,
  deletedTime: maybeMillis,
});
export const staffEventList = staffListOf(staffEvent);
export type StaffEvent = z.output<typeof staffEvent>;
export const staffEventDetail = staffEvent.extend({
  /** Guests and hosts, in the creator's order. */
  members: z.array(standing),
  /** The room it was started as. */
  room: openRoom.extend({ open: flag }).nullable(),
  history,
});
export type StaffEventDetail = z.output<typeof staffEventDetail>;
export const staffEventInput = z.object({ eventId: staffId });
export const staffEventDeleteInput = staffEventInput.extend(told);

export type PlaceSearch<S extends string> = z.output<typeof staffPage> & { search?: string | undefined; state: S };
