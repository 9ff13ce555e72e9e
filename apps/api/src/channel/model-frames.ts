import type { ModelAct } from "./model";
import type { TestSocket } from "./testing";

type Sent = Parameters<TestSocket["send"]>[0];

/** What a client sends for each of the model's acts. */
export const FRAMES: Record<ModelAct, (target: string, minutes: number) => Sent> = {
  raise: () => ({ event: "invite", action: "request" }),
  lower: () => ({ event: "invite", action: "cancel" }),
  invite: (data) => ({ event: "invite", action: "response", data }),
  accept: (data) => ({ event: "role", action: 1, data }),
  crown: (data) => ({ event: "role", action: 2, data }),
  demote: (data) => ({ event: "role", action: 0, data }),
  mute: (data) => ({ event: "mute", action: 1, data }),
  unmute: (data) => ({ event: "mute", action: 0, data }),
  kick: (uid, minutes) => ({ event: "kick", data: { uid, minutes } }),
};

/** What a room lives of. */
export const OFTEN = ["invite", "accept", "invite", "accept", "invite", "accept", "crown"] as const;
