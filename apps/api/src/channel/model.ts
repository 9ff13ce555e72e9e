import { after, GRACE_MS, PROCESS_DEAD_MS, TOKEN_LEASE_MS } from "../domains/room/rules";

/** The room channel's rules once more, as simply as they can be said, for tests to compare with. Times in milliseconds. */

export interface ModelMember {
  role: number;
  joined: number;
  /** When they count as gone; Infinity while a connection holds them. */
  until: number;
  connection: string | undefined;
  process: string | undefined;
  invited: boolean;
}

export class RoomModel {
  readonly members = new Map<string, ModelMember>();
  readonly bans = new Map<string, number>();
  readonly rtcSeqs = new Map<string, number>();
  closed = false;

  constructor(
    creator: string,
    public now: number,
    creatorLeaseMs: number,
  ) {
    this.members.set(creator, this.fresh(2, now + creatorLeaseMs));
  }

  private fresh(role: number, until: number): ModelMember {
    return { role, joined: this.now, until, connection: undefined, process: undefined, invited: false };
  }

  private get stage(): [string, ModelMember][] {
    const onStage = [...this.members].filter(([, member]) => member.role > 0);
    return onStage.sort(([a, x], [b, y]) => x.joined - y.joined || (a < b ? -1 : 1));
  }

  get hosts(): string[] {
    return this.stage.filter(([, member]) => member.role === 2).map(([uid]) => uid);
  }

  /** What the clock and the last departure have decided. */
  settle(): void {
    if (this.closed) return;
    for (const [uid, member] of this.members) if (member.until <= this.now) this.members.delete(uid);
    const [first] = this.stage;
    if (!first) this.close();
    else if (this.hosts.length === 0) first[1].role = 2;
  }

  close(): void {
    this.closed = true;
    this.members.clear();
  }

  private enter(uid: string): ModelMember | undefined {
    this.settle();
    if (this.closed || (this.bans.get(uid) ?? 0) > this.now) return undefined;
    const member = this.members.get(uid) ?? this.fresh(0, 0);
    this.members.set(uid, member);
    return member;
  }

  token(uid: string): boolean {
    const member = this.enter(uid);
    if (member) member.until = Math.max(member.until, this.now + TOKEN_LEASE_MS);
    return member !== undefined;
  }

  connect(uid: string, connection: string, process: string): boolean {
    const member = this.enter(uid);
    if (member) Object.assign(member, { until: Number.POSITIVE_INFINITY, connection, process });
    return member !== undefined;
  }

  private grace(member: ModelMember): void {
    member.process = undefined;
    member.until = after(new Date(this.now), GRACE_MS).getTime();
  }

  drop(uid: string, connection: string): void {
    const member = this.members.get(uid);
    if (member?.connection === connection && member.process !== undefined) this.grace(member);
  }

  leave(uid: string, connection: string): void {
    this.settle();
    if (this.members.get(uid)?.connection === connection) this.members.delete(uid);
    this.settle();
  }

  remove(uid: string): void {
    this.settle();
    this.members.delete(uid);
    this.settle();
  }

  /** A process was last heard of then. */
  sweep(process: string, beat: number): void {
    if (beat > this.now - PROCESS_DEAD_MS) return;
    for (const member of this.members.values()) if (member.process === process) this.grace(member);
  }

  invite(target: string): void {
    const member = this.members.get(target);
    if (member?.role === 0) member.invited = true;
  }

  accept(uid: string): void {
    const member = this.members.get(uid);
    if (member?.role === 0 && member.invited) Object.assign(member, { role: 1, invited: false });
  }

  crown(target: string): void {
    const member = this.members.get(target);
    if (member?.role === 1) member.role = 2;
  }

  demote(target: string): void {
    const member = this.members.get(target);
    if (!member || member.role === 0) return;
    const speakers = this.stage.filter(([, one]) => one.role === 1).length;
    if (member.role === 2 && this.hosts.length === 1 && speakers === 0) return;
    Object.assign(member, { role: 0, invited: false });
    this.settle();
  }

  kick(target: string, minutes: number): void {
    if (this.members.get(target)?.role === 2) return;
    this.bans.set(target, Math.max(this.bans.get(target) ?? 0, 0, this.now + minutes * 60_000));
    this.members.delete(target);
    this.settle();
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
