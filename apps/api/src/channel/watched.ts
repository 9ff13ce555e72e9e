import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "@chaoqer/contract/errors";
import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import type { Deps } from "../deps";
import { readRoomView } from "../domains/room/staff-view";
import type { StaffActor } from "../trpc/context";
import { toDomainError } from "../trpc/errors";

/** Milliseconds between two looks at one room, however fast it changes. */
const GAP_MS = 250;

/** One who follows a room. At most one view waits for it: the latest. */
export class Watcher {
  private view: StaffRoomView | undefined;
  private ended = false;
  private failure: DomainError | undefined;
  private wake: (() => void) | undefined;

  constructor(
    readonly tokenHash: string,
    private readonly mustMay: (staff: StaffActor) => void,
  ) {}

  tell(view: StaffRoomView): void {
    this.view = view;
    this.wake?.();
  }

  /** Ends it, for a reason or because it has gone. */
  end(failure?: DomainError): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = failure;
    this.wake?.();
  }

  /** Ends it unless these are still the staff behind its session, and may. */
  recheck(staff: StaffActor | undefined): void {
    try {
      if (!staff) throw new DomainError("unauthorized");
      this.mustMay(staff);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.end(error);
    }
  }

  throwIfFailed(): void {
    if (this.failure) throw this.failure;
  }

  /** The next view; undefined once it has gone. @throws DomainError why it was ended */
  async next(): Promise<StaffRoomView | undefined> {
    while (!this.ended && !this.view)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    this.throwIfFailed();
    const { view } = this;
    this.view = undefined;
    return this.ended ? undefined : view;
  }
}

/** A room that somebody follows: it is read once for all of them. */
export class Watched {
  readonly watchers = new Set<Watcher>();
  /** How far its log is known to reach. */
  private known = 0;
  private stale = false;
  private reading: Promise<void> | undefined;

  constructor(
    readonly roomId: string,
    private readonly deps: Pick<Deps, "db" | "clock" | "log">,
  ) {}

  /** The room's log reaches this number. */
  advance(seq: number): void {
    if (seq <= this.known) return;
    this.known = seq;
    this.refresh();
  }

  /** Has it read, now or as soon as it may be again. */
  refresh(): void {
    this.stale = true;
    this.reading ??= this.read();
  }

  /** Resolves when no read runs. */
  async idle(): Promise<void> {
    await this.reading;
  }

  private async read(): Promise<void> {
    try {
      while (this.stale && this.watchers.size > 0) {
        this.stale = false;
        const view = await readRoomView(this.deps, this.roomId);
        this.known = Math.max(this.known, view.seq);
        for (const one of this.watchers) one.tell(view);
        await sleep(GAP_MS, undefined, { ref: false });
      }
    } catch (error) {
      const domain = toDomainError(error);
      if (!domain) this.deps.log.error({ err: error }, "a followed room cannot be read");
      for (const one of this.watchers) one.end(domain ?? new DomainError("unavailable"));
    } finally {
      this.reading = undefined;
    }
  }
}
