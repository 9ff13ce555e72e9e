import { z } from "zod";
import { RoomRole } from "./enums";
import { flag, id, millis } from "./fields";

/** The frames of the room channel (docs/api/channel.md). Text frames; JSON on the wire. */

/** Bytes of one frame from a client. */
export const FRAME_BYTES = 16 * 1024;
/** Characters that what a user shows or pins may have as JSON. */
const SHOWN_CHARS = 2000;

/** What a client shows or pins: any JSON but null. */
const shown = z
  .json()
  .refine((value) => value !== null && JSON.stringify(value).length <= SHOWN_CHARS, "内容为空或过长");
const sender = id;

const heartbeat = z.object({ event: z.literal("heartbeat"), sender });
const leave = z.object({ event: z.literal("connection"), sender, action: z.literal("leave") });
const hand = z.object({ event: z.literal("invite"), sender, action: z.enum(["request", "cancel"]) });
const answer = z.object({ event: z.literal("invite"), sender, action: z.literal("response"), data: id });
const role = z.object({
  event: z.literal("role"),
  sender,
  action: z.union([z.literal(RoomRole.audience), z.literal(RoomRole.speaker), z.literal(RoomRole.host)]),
  data: id,
});
/** 0 lifts it; absent: 1. */
const mute = z.object({ event: z.literal("mute"), sender, action: flag.default(1), data: id });
const show = z.object({
  event: z.literal("tool"),
  sender,
  action: z.enum(["icon", "image", "link"]),
  data: shown,
});
const clear = z.object({ event: z.literal("tool"), sender, action: z.literal("clear") });
const pinAdd = z.object({ event: z.literal("pin"), sender, action: z.literal("add"), data: shown });
const pinRemove = z.object({ event: z.literal("pin"), sender, action: z.literal("remove"), data: id });
const liveOpen = z.object({
  event: z.literal("live"),
  sender,
  action: z.literal("open"),
  data: shown.optional(),
});
/** `down` without `data` means oneself. */
const live = z.object({
  event: z.literal("live"),
  sender,
  action: z.enum(["close", "up", "down"]),
  data: id.optional(),
});
/** Minutes that the user is kept out; 0: they may come back at once. */
const kick = z.object({
  event: z.literal("kick"),
  sender,
  data: z.object({ uid: id, minutes: z.int().min(0).max(1440).default(60) }),
});

/** Everything that a client may send. */
export const clientFrame = z.union([
  heartbeat,
  leave,
  hand,
  answer,
  role,
  mute,
  show,
  clear,
  pinAdd,
  pinRemove,
  liveOpen,
  live,
  kick,
]);
export type ClientFrame = z.output<typeof clientFrame>;
/** A frame as one writes it: what has a default may be left out. */
export type ClientFrameInput = z.input<typeof clientFrame>;

/** Somebody who is in the room. */
export const channelMember = z.object({
  /** Nobody else in the room has it; the Agora uid. */
  ruid: z.int(),
  role: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  tool: z.string(),
  toolData: z.json(),
  muted: flag,
  createTime: millis,
});
export type ChannelMember = z.output<typeof channelMember>;

export const channelPin = z.object({ pinId: id, uid: id, data: z.json(), createTime: millis });
export type ChannelPin = z.output<typeof channelPin>;

/** The live that is open: who opened it, with what, and who is on it. */
export const channelLive = z.object({ uid: id, data: z.json(), createTime: millis, upList: z.array(id) });
export type ChannelLive = z.output<typeof channelLive>;

/** A raised hand. */
export const channelHand = z.object({ uid: id, createTime: millis });
export type ChannelHand = z.output<typeof channelHand>;

/** Why the server ends a connection. */
export const CLOSE_REASONS = [
  "closed",
  "replaced",
  "left",
  "removed",
  "kicked",
  "silent",
  "slow",
  "bad",
  "signedOut",
  "lost",
  "refused",
  "restart",
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** WebSocket close codes by reason, from the range that applications may use (RFC 6455, 7.4.2). */
export const closeCode = (reason: CloseReason) => 4000 + CLOSE_REASONS.indexOf(reason);

/** Reasons after which connecting again makes no sense. */
export const FINAL_REASONS: readonly CloseReason[] = [
  "closed",
  "replaced",
  "left",
  "removed",
  "kicked",
  "signedOut",
  "refused",
];

const server = { sender: z.string(), seq: z.int().optional() };
/**
 * Everything that the server sends. `seq` numbers the room's changes; `connected` tells the number that its state has,
 * `resumed` the one that the client had named: what follows is all that came after it.
 */
export const serverFrame = z.discriminatedUnion("event", [
  z.object({ event: z.literal("connected"), ...server, seq: z.int(), data: z.record(id, channelMember) }),
  z.object({ event: z.literal("resumed"), ...server, seq: z.int() }),
  z.object({
    event: z.literal("connection"),
    ...server,
    action: z.enum(["join", "leave"]),
    data: channelMember.optional(),
  }),
  z.object({
    event: z.literal("invite"),
    ...server,
    action: z.enum(["list", "request", "cancel", "response"]),
    data: z.union([z.array(channelHand), id]).optional(),
  }),
  z.object({ event: z.literal("role"), ...server, action: z.int().min(0).max(2), data: id }),
  z.object({ event: z.literal("mute"), ...server, action: flag, data: id }),
  z.object({
    event: z.literal("tool"),
    ...server,
    action: z.enum(["icon", "image", "link", "clear"]),
    data: z.json().optional(),
  }),
  z.object({
    event: z.literal("pin"),
    ...server,
    action: z.enum(["list", "add", "remove"]),
    data: z.union([z.array(channelPin), channelPin, id]),
  }),
  z.object({
    event: z.literal("live"),
    ...server,
    action: z.enum(["open", "close", "up", "down"]),
    data: z.union([channelLive, id]).optional(),
  }),
  z.object({ event: z.literal("heartbeat"), ...server }),
  z.object({ event: z.literal("close"), ...server, data: z.object({ reason: z.enum(CLOSE_REASONS) }) }),
  z.object({
    event: z.literal("error"),
    ...server,
    action: z.string().optional(),
    data: z.object({ result: z.int(), message: z.string() }),
  }),
]);
export type ServerFrame = z.output<typeof serverFrame>;

/** What a browser opens the channel with, once, within a minute. */
export const channelTicketResult = z.object({ ticket: id, expireTime: millis });
