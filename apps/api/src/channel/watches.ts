import { DomainError } from "@chaoqer/contract/errors";
import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import type { Deps } from "../deps";
import { readSeqs } from "../domains/room/log";
import { findStaffBySessions } from "../domains/staff/sessions";
import type { StaffActor } from "../trpc/context";
import { Watched, Watcher } from "./watched";

/** Rooms that one session may follow at a time. */
const PER_SESSION = 20;

/** Who follows a room, and as what: asked again each time, because a session may end at any moment. */
export interface Follower {
  staff: StaffActor;
  /** @throws DomainError forbidden */
  mustMay(staff: StaffActor): void;
  /** Aborts when the follower has gone. */
  signal?: AbortSignal | undefined;
}

/** All that staff follow of rooms by way of this process. */
export class Watches {
  private readonly rooms = new Map<string, Watched>();
  private stopping = false;
  private readonly handlers = {
    onRoom: (roomId: string, seq: number) => this.rooms.get(roomId)?.advance(seq),
    onReset: () => void this.look(),
  };

  constructor(private readonly deps: Pick<Deps, "db" | "clock" | "log" | "metrics" | "fanout">) {}

  private get watchers(): Watcher[] {
    return [...this.rooms.values()].flatMap((room) => [...room.watchers]);
  }

  /**
   * A room as it is, then as it is after each change, until it is closed. Whoever reads slowly misses what was in
   * between, never the latest.
   * @throws DomainError roomUnknown, repeated (follows too many), unauthorized or forbidden (not any more), unavailable
   */
  async *follow(roomId: string, { staff, mustMay, signal }: Follower): AsyncGenerator<StaffRoomView, void> {
    if (this.stopping) throw new DomainError("unavailable");
    if (this.watchers.filter((one) => one.tokenHash === staff.tokenHash).length >= PER_SESSION)
      throw new DomainError("repeated", "同时查看的活动过多，请关闭一些页面");
    const watcher = new Watcher(staff.tokenHash, mustMay);
    const leave = () => watcher.end();
    signal?.addEventListener("abort", leave, { once: true });
    if (signal?.aborted) leave();
    const room = this.rooms.get(roomId) ?? new Watched(roomId, this.deps);
    this.rooms.set(roomId, room);
    room.watchers.add(watcher);
    this.deps.metrics.watchers.inc();
    try {
      await this.deps.fanout.start(this.handlers);
      room.refresh();
      for (let view = await watcher.next(); view; view = await watcher.next()) {
        await this.recheck([watcher]);
        watcher.throwIfFailed();
        yield view;
        if (view.open === 0) return;
      }
    } finally {
      signal?.removeEventListener("abort", leave);
      this.deps.metrics.watchers.dec();
      room.watchers.delete(watcher);
      if (room.watchers.size === 0 && this.rooms.get(roomId) === room) this.rooms.delete(roomId);
    }
  }

  /** Looks how far the logs of the followed rooms reach, for what was announced and not heard. */
  async look(): Promise<void> {
    const rooms = [...this.rooms.keys()];
    if (rooms.length === 0) return;
    try {
      for (const { roomId, seq } of await readSeqs(this.deps, rooms)) this.rooms.get(roomId)?.advance(seq);
    } catch (error) {
      this.fail(this.watchers, error);
    }
  }

  /** Ends those whose session has ended, or may not any more; all of them at once in one statement. */
  async recheck(watchers = this.watchers): Promise<void> {
    if (watchers.length === 0) return;
    try {
      const staff = await findStaffBySessions(this.deps, [...new Set(watchers.map((one) => one.tokenHash))]);
      for (const one of watchers) one.recheck(staff.get(one.tokenHash));
    } catch (error) {
      this.fail(watchers, error);
    }
  }

  private fail(watchers: readonly Watcher[], error: unknown): void {
    this.deps.log.warn({ err: error }, "followed rooms cannot be read");
    for (const one of watchers) one.end(new DomainError("unavailable"));
  }

  /** Ends them all; the followers come back to another process. */
  async stop(): Promise<void> {
    this.stopping = true;
    const rooms = [...this.rooms.values()];
    for (const one of this.watchers) one.end(new DomainError("unavailable"));
    await Promise.all(rooms.map((room) => room.idle()));
  }
}
