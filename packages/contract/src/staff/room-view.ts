import { z } from "zod";
import { flag, id, millis } from "../fields";
import { maybeMillis } from "./common";

/** A live room as staff follow it: who is on stage, who asks to speak, who listens. */

const person = z.object({ uid: id, nickname: z.string(), avatar: z.string() });

export const staffRoomView = z.object({
  roomId: id,
  /** Number of the last change in it. */
  seq: z.int(),
  /** 0: it is over, and nothing follows. */
  open: flag,
  closedTime: maybeMillis,
  closeReason: z.string().nullable(),
  stageTotal: z.int(),
  /** Hosts, then speakers, each as they came; at most 100. */
  stage: z.array(person.extend({ role: z.int(), muted: flag, joinTime: millis })),
  handTotal: z.int(),
  /** Those of the audience who ask to speak, the earliest first; at most 50. */
  hands: z.array(person.extend({ handTime: millis })),
  audienceTotal: z.int(),
  /** As they came; at most 50. */
  audience: z.array(person.extend({ joinTime: millis })),
});
export type StaffRoomView = z.output<typeof staffRoomView>;
