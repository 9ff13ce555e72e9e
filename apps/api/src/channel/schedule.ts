import { randomUUID } from "node:crypto";
import { type ChannelState, take } from "@chaoqer/contract/channel-client";
import { DomainError } from "@chaoqer/contract/errors";
import { expect } from "vitest";
import { type ActFrame, act } from "../domains/room/acts";
import { beat, dropConnection, joinChannel, leaveRoom, sweepProcesses } from "../domains/room/connections";
import { readLog } from "../domains/room/log";
import { closeRoom, removeFromRooms, sweepRooms } from "../domains/room/presence";
import { takeNotice } from "../domains/room/rtc-notices";
import { CREATOR_LEASE_MS } from "../domains/room/rules";
import { joinRoom, openRoom } from "../domains/room/writes";
import type { TestApp, TestUser } from "../testing/harness";
import type { UserCtx } from "../trpc/context";
import { RoomModel } from "./model";

/** mulberry32: small, and the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What was refused is no failure: the model says whether it should have been. */
export async function allowed(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

interface Live {
  uid: string;
  connectionId: string;
  process: string;
}

/** One random course of events in a room, in the tables and in the model side by side. */
export class Schedule {
  readonly next: () => number;
  model!: RoomModel;
  roomId = "";
  clientSeq = 0;
  readonly lives: Live[] = [];
  /** Processes that live, and when each was last heard of, the dead ones too. */
  processes: string[] = [randomUUID(), randomUUID()];
  readonly beats = new Map<string, number>();
  readonly notices: Parameters<typeof takeNotice>[1][] = [];
  readonly done: string[] = [];

  constructor(
    readonly test: TestApp,
    readonly users: readonly TestUser[],
    seed: number,
  ) {
    this.next = random(seed);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.next() * list.length)];
  }

  async start(): Promise<void> {
    this.test.clock.advance({ minutes: 1 });
    const uid = this.users[0]?.uid ?? "";
    this.roomId = await openRoom(this.test.deps, { uid, name: "", clubId: null, inviteOnly: false });
    this.model = new RoomModel(uid, this.test.clock.now().getTime(), CREATOR_LEASE_MS);
    await this.tick(0);
  }

  /** Time goes by, and those processes that live do their rounds. */
  async tick(seconds: number): Promise<void> {
    this.test.clock.advance({ seconds });
    this.model.now = this.test.clock.now().getTime();
    for (const id of this.processes) {
      await beat(this.test.deps, id);
      this.beats.set(id, this.model.now);
    }
    await sweepProcesses(this.test.deps);
    for (const [id, time] of this.beats) this.model.sweep(id, time);
    await sweepRooms(this.test.deps);
    this.model.settle();
  }

  private async connect(uid: string): Promise<boolean> {
    const processId = this.pick(this.processes) ?? "";
    const connectionId = randomUUID();
    const real = await allowed(joinChannel(this.test.deps, { roomId: this.roomId, uid, connectionId, processId }));
    expect(real).toBe(this.model.connect(uid, connectionId, processId));
    if (real) this.lives.push({ uid, connectionId, process: processId });
    return real;
  }

  private async frame(by: Live, frame: ActFrame): Promise<boolean> {
    return allowed(act(this.test.deps, { roomId: this.roomId, uid: by.uid, connectionId: by.connectionId }, frame));
  }

  /** Someone acts whose connection is theirs by the model; each kind of act with a model's twin. */
  private async acts(): Promise<void> {
    const now = this.lives.filter(
      (live) =>
        this.model.members.get(live.uid)?.connection === live.connectionId && this.processes.includes(live.process),
    );
    const by = this.pick(now);
    const target = this.pick(this.users)?.uid ?? "";
    const sender = by?.uid ?? "";
    const role = this.model.members.get(sender)?.role;
    if (!by) return;
    const kind = this.pick(["invite", "invite", "accept", "accept", "crown", "demote", "kick"] as const);
    this.done.push(`${kind} ${sender.slice(0, 4)} ${target.slice(0, 4)}`);
    if (kind === "accept") {
      await this.frame(by, { event: "role", sender, action: 1, data: sender });
      this.model.accept(sender);
    } else if (kind === "invite") {
      await this.frame(by, { event: "invite", sender, action: "response", data: target });
      if (role === 2 && target !== sender) this.model.invite(target);
    } else if (kind === "crown") {
      await this.frame(by, { event: "role", sender, action: 2, data: target });
      if (role === 2 && target !== sender) this.model.crown(target);
    } else if (kind === "demote") {
      await this.frame(by, { event: "role", sender, action: 0, data: target });
      if (role === 2 || target === sender) this.model.demote(target);
    } else {
      const minutes = Math.floor(this.next() * 3);
      const real = await this.frame(by, { event: "kick", sender, data: { uid: target, minutes } });
      if (real) this.model.kick(target, minutes);
    }
  }

  /** Agora tells something new, or something old again, late or in another order. */
  private async tells(): Promise<void> {
    const uid = this.pick(this.users)?.uid ?? "";
    const member = await this.test.deps.db.roomMember.findUnique({
      where: { roomId_uid: { roomId: this.roomId, uid } },
    });
    if (!member) return;
    const kind = this.pick(["join", "quit", "lost"] as const) ?? "join";
    const late = this.next() < 0.3 ? Math.floor(this.next() * 40_000) : 0;
    const seq = this.next() < 0.3 ? Math.max(1, this.clientSeq - 2) : ++this.clientSeq;
    const at = this.model.now - late;
    const reason = kind === "quit" ? 1 : 10;
    const payload = { channelName: this.roomId, uid: member.ruid, clientSeq: seq, ts: Math.floor(at / 1000), reason };
    const notice = { noticeId: randomUUID(), productId: 1, eventType: kind === "join" ? 103 : 104, payload };
    await takeNotice(this.test.deps, notice);
    this.model.notice(uid, seq, at, kind);
    if (this.next() < 0.3) await takeNotice(this.test.deps, notice);
  }

  private ctx(uid: string): UserCtx {
    const actor = { uid, initialised: true, limited: false, accessSecret: "" };
    const client = { type: 0, versionName: "UNKNOWN", versionCode: 0 } as const;
    return { ...this.test.deps, actor, client, ip: "127.0.0.1" };
  }

  async step(): Promise<void> {
    const uid = this.pick(this.users)?.uid ?? "";
    const live = this.pick(this.lives);
    const chance = this.next();
    const before = this.done.length;
    if (chance < 0.2) await this.connect(uid);
    else if (chance < 0.27) {
      const ctx = this.ctx(uid);
      expect(await allowed(joinRoom(ctx, { roomId: this.roomId }))).toBe(this.model.token(uid));
    } else if (chance < 0.37 && live) {
      // Also of an older connection, whose end must not matter.
      if (this.processes.includes(live.process)) {
        await dropConnection(this.test.deps, { ...live, roomId: this.roomId });
        this.model.drop(live.uid, live.connectionId);
      }
    } else if (chance < 0.42 && live) {
      await allowed(leaveRoom(this.test.deps, { ...live, roomId: this.roomId }));
      this.model.leave(live.uid, live.connectionId);
    } else if (chance < 0.7) await this.acts();
    else if (chance < 0.8) await this.tells();
    else if (chance < 0.82) this.processes = [this.processes[0] ?? "", randomUUID()];
    else if (chance < 0.83) {
      await removeFromRooms(this.test.deps, uid);
      if (!this.model.closed) this.model.remove(uid);
    } else if (chance < 0.835) {
      await closeRoom(this.test.deps, this.roomId, "host");
      this.model.settle();
      if (!this.model.closed) this.model.close();
    } else await this.tick(this.pick([1, 4, 9, 14, 31]) ?? 1);
    if (this.done.length === before) this.done.push(`${chance.toFixed(3)} ${uid.slice(0, 4)}`);
    for (const id of this.processes) if (!this.beats.has(id)) await this.tick(0);
  }

  /** The tables, and what both processes' connections have been told since the room began, are the model's. */
  async compare(): Promise<void> {
    const expected = Object.fromEntries([...this.model.members].map(([uid, member]) => [uid, member.role]));
    const rows = await this.test.deps.db.roomMember.findMany({ where: { roomId: this.roomId, leftTime: null } });
    const what = this.done.join("; ");
    expect(Object.fromEntries(rows.map((row) => [row.uid, row.role])), what).toEqual(expected);
    const room = await this.test.deps.db.room.findUniqueOrThrow({ where: { roomId: this.roomId } });
    expect(room.closedTime !== null, what).toBe(this.model.closed);
    if (!this.model.closed) {
      expect(
        rows.some((row) => row.role === 2),
        "an open room has a host",
      ).toBe(true);
      expect(await this.told(), what).toEqual(expected);
    }
  }

  async told(): Promise<Record<string, number>> {
    const creator = { ruid: 1, role: 2 as const, tool: "", toolData: null, muted: 0 as const, createTime: 0 };
    const members = { [this.users[0]?.uid ?? ""]: creator };
    const state: ChannelState = { seq: 0, members, pins: [], live: null, hands: [] };
    let seq = 0;
    for (const logged of await readLog(this.test.deps, this.roomId, 0)) {
      expect(logged.seq).toBe(++seq);
      take(state, { ...logged.entry.frame, seq: logged.seq } as Parameters<typeof take>[1]);
    }
    return Object.fromEntries(Object.entries(state.members).map(([uid, member]) => [uid, member.role]));
  }
}
