import { GRACE_MS, TOKEN_LEASE_MS } from "../domains/room/rules";

/** The room channel's rules once more, as simply as they can be said, for tests to compare with. Times in milliseconds. */

/** What one may do to oneself or another, besides coming and going. */
export const ACTS = ["raise", "lower", "invite", "accept", "crown", "demote", "mute", "unmute", "kick"] as const;
export type ModelAct = (typeof ACTS)[number];

export interface ModelMember {
  role: number;
  muted: boolean;
  joined: number;
  /** When they count as gone; Infinity while a connection holds them. */
  until: number;
  connection: string | undefined;
  process: string | undefined;
  invited: boolean;
  /** When they raised a hand. */
  hand: number | undefined;
}

export class RoomModel {
  readonly members = new Map<string, ModelMember>();
  /** The integer of everybody who was ever here. */
  readonly ruids = new Map<string, number>();
  readonly bans = new Map<string, number>();
  readonly rtcSeqs = new Map<string, number>();
  closed = false;

  constructor(
    creator: string,
    public now: number,
    creatorLeaseMs: number,
  ) {
    this.enroll(creator, 2, now + creatorLeaseMs);
  }

  private enroll(uid: string, role: number, until: number): ModelMember {
    const nothing = { muted: false, connection: undefined, process: undefined, invited: false, hand: undefined };
    const member = { role, joined: this.now, until, ...nothing };
    this.members.set(uid, member);
    if (!this.ruids.has(uid)) this.ruids.set(uid, this.ruids.size + 1);
    return member;
  }

  /** The same, to try something on. */
  copy(): RoomModel {
    return Object.assign(new RoomModel("", 0, 0), structuredClone({ ...this }));
  }

  /** Everybody in the order of a room's result: by role, then by when they came. */
  get order(): string[] {
    const all = [...this.members];
    all.sort(([a, x], [b, y]) => y.role - x.role || x.joined - y.joined || (a < b ? -1 : 1));
    return all.map(([uid]) => uid);
  }

  /** Those who raise a hand, in order. */
  get hands(): string[] {
    const raised = [...this.members].flatMap(([uid, { hand }]) => (hand === undefined ? [] : [{ uid, hand }]));
    return raised.sort((a, b) => a.hand - b.hand || (a.uid < b.uid ? -1 : 1)).map(({ uid }) => uid);
  }

  private count(role: number): number {
    return [...this.members.values()].filter((member) => member.role === role).length;
  }

  /** What the clock and the last departure have decided. */
  settle(): void {
    if (this.closed) return;
    for (const [uid, member] of this.members) if (member.until <= this.now) this.members.delete(uid);
    if (this.count(2) > 0) return;
    const heir = this.members.get(this.order[0] ?? "");
    if (heir?.role === 1) heir.role = 2;
    else this.close();
  }

  close(): void {
    this.closed = true;
    this.members.clear();
  }

  private enter(uid: string): ModelMember | undefined {
    this.settle();
    if (this.closed || (this.bans.get(uid) ?? 0) > this.now) return undefined;
    return this.members.get(uid) ?? this.enroll(uid, 0, 0);
  }

  /** @returns whether they are let in */
  token(uid: string): boolean {
    const member = this.enter(uid);
    if (member) member.until = Math.max(member.until, this.now + TOKEN_LEASE_MS);
    return member !== undefined;
  }

  /** @returns whether they are let in */
  connect(uid: string, connection: string, process: string): boolean {
    const member = this.enter(uid);
    if (member) Object.assign(member, { until: Number.POSITIVE_INFINITY, connection, process });
    return member !== undefined;
  }

  private grace(member: ModelMember): void {
    member.process = undefined;
    member.until = this.now + GRACE_MS;
  }

  drop(uid: string, connection: string): void {
    const member = this.members.get(uid);
    if (member?.connection === connection && member.process !== undefined) this.grace(member);
  }

  leave(uid: string, connection: string): void {
    this.settle();
    if (this.members.get(uid)?.connection === connection) this.remove(uid);
  }

  remove(uid: string): void {
    this.settle();
    this.members.delete(uid);
    this.settle();
  }

  /** Others have found a process to be dead. */
  sweep(process: string): void {
    for (const member of this.members.values()) if (member.process === process) this.grace(member);
  }

  /** A process that was only slow is back, with this connection. @returns whether it is still theirs */
  reclaim(uid: string, connection: string, process: string): boolean {
    const member = this.members.get(uid);
    if (member?.connection !== connection || member.until <= this.now) return false;
    Object.assign(member, { until: Number.POSITIVE_INFINITY, process });
    return true;
  }

  /** @returns whether that was theirs to do, and could be done */
  act(kind: ModelAct, by: string, target: string, minutes = 0): boolean {
    const me = this.members.get(by);
    const it = this.members.get(target);
    if (!me) return false;
    const over = me.role === 2 && target !== by;
    if (kind === "kick") return over && it?.role !== 2 && this.kick(target, minutes);
    if (kind === "demote") return (over || target === by) && this.demote(it);
    if (kind === "raise" || kind === "lower") {
      if (me.role > 0) return false;
      me.hand = kind === "lower" ? undefined : (me.hand ?? this.now);
    } else if (kind === "accept") {
      if (me.role > 0 || !me.invited) return false;
      Object.assign(me, { role: 1, invited: false, hand: undefined });
    } else if (!over || !it) return false;
    else if (kind === "invite") {
      if (it.role > 0) return false;
      Object.assign(it, { invited: true, hand: undefined });
    } else if (kind === "crown") {
      if (it.role !== 1) return false;
      it.role = 2;
    } else {
      if (it.role === 0) return false;
      it.muted = kind === "mute";
    }
    return true;
  }

  private demote(it: ModelMember | undefined): boolean {
    if (!it || it.role === 0) return false;
    if (it.role === 2 && this.count(2) === 1 && this.count(1) === 0) return false;
    Object.assign(it, { role: 0, muted: false, invited: false, hand: undefined });
    this.settle();
    return true;
  }

  private kick(target: string, minutes: number): boolean {
    if (!this.ruids.has(target)) return false;
    this.bans.set(target, Math.max(this.bans.get(target) ?? 0, this.now + minutes * 60_000));
    this.remove(target);
    return true;
  }

  /** What Agora tells of somebody. @param at when it happened */
  notice(uid: string, seq: number, at: number, kind: "join" | "quit" | "lost"): void {
    this.settle();
    const member = this.members.get(uid);
    if (this.closed || !member || (this.rtcSeqs.get(uid) ?? -1) >= seq) return;
    this.rtcSeqs.set(uid, seq);
    if (member.process !== undefined) return;
    const entered = Math.max(member.joined, member.until - TOKEN_LEASE_MS);
    if (kind === "join") member.until = this.now + TOKEN_LEASE_MS;
    else if (Math.floor(at / 1000) * 1000 + 999 >= entered) {
      if (kind === "quit") this.members.delete(uid);
      else member.until = this.now + GRACE_MS;
    }
    this.settle();
  }
}
