import { createHmac, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { TestUser } from "../testing/harness";
import type { Schedule } from "./schedule";
import type { TestProcess } from "./testing";

interface Notice {
  uid: string;
  ruid: number;
  kind: "join" | "quit" | "lost";
  seq: number;
  /** When it happened. */
  at: number;
}

/** Event type and reason (docs/api/channel.md, "Agora's notices"). */
const EVENTS = { join: [103], quit: [104, 1], lost: [104, 10] } as const;

/** Agora in a random course of events: it tells late, twice, and in the wrong order. */
export class ModelAgora {
  private clientSeq = 0;
  /** What it has told. */
  private readonly notices: Notice[] = [];

  constructor(private readonly schedule: Schedule) {}

  /** Tells something: new, or of before once more, or two things in the wrong order; late; twice at once. */
  async tells(user: TestUser): Promise<void> {
    const ruid = this.schedule.model.ruids.get(user.uid);
    if (ruid === undefined) return;
    const chance = this.schedule.next();
    if (chance < 0.2 && this.notices.length > 0) return this.deliver(this.schedule.pick(this.notices));
    const first = this.hear(user.uid, ruid);
    if (chance < 0.5) await this.deliver(this.hear(user.uid, ruid));
    await this.deliver(first);
  }

  private hear(uid: string, ruid: number): Notice {
    const { next, world } = this.schedule;
    const kind = this.schedule.pick(["join", "quit", "lost", "lost"] as const);
    const late = next() < 0.3 ? Math.floor(next() * 40_000) : 0;
    const notice = { uid, ruid, kind, seq: ++this.clientSeq, at: world.now - late };
    this.notices.push(notice);
    return notice;
  }

  private async deliver({ uid, ruid, kind, seq, at }: Notice): Promise<void> {
    const { done, model, next, roomId, world } = this.schedule;
    const [eventType, reason] = EVENTS[kind];
    const payload = { channelName: roomId, uid: ruid, clientSeq: seq, ts: Math.floor(at / 1000), reason };
    const body = JSON.stringify({ noticeId: randomUUID(), productId: 1, eventType, payload });
    const times = next() < 0.3 ? 2 : 1;
    done.push(`Agora: ${this.schedule.name(uid)} ${kind} #${seq} ${world.now - at} ms ago, ${times}x`);
    const tell = async ({ app, deps }: TestProcess) => {
      const signature = createHmac("sha256", deps.env.AGORA_NOTIFY_SECRET).update(body).digest("hex");
      const headers = { "content-type": "application/json", "agora-signature-v2": signature };
      const { statusCode } = await app.inject({ method: "POST", url: "/agora/notify", headers, payload: body });
      expect(statusCode).toBe(200);
    };
    await Promise.all(world.alive.slice(0, times).map(tell));
    model.notice(uid, seq, at, kind);
  }
}
