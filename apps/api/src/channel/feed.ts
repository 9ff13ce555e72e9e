import type { RoomRole } from "@chaoqer/contract/enums";
import type { LoggedEntry } from "../domains/room/log";
import type { Connection } from "./connection";

/** Reads a room's log after a number. */
export type ReadLog = (roomId: string, after: number) => Promise<LoggedEntry[]>;

/** One room's connections in this process, and how far its log has been told to them. */
export class Feed {
  readonly connections = new Set<Connection>();
  /** The number up to which the log has been told. */
  private cursor: number | undefined;
  /** The number up to which it is known to reach. */
  private known = 0;
  private reading: Promise<void> | undefined;

  constructor(
    readonly roomId: string,
    private readonly read: ReadLog,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The room's log reaches this number. What is missing is read, one read at a time. */
  advance(seq: number): void {
    this.known = Math.max(this.known, seq);
    this.cursor ??= seq;
    if (this.known > this.cursor) this.reading ??= this.catchUp();
  }

  /** Where telling begins, for a room that nobody here was in before. */
  begin(seq: number): void {
    this.cursor ??= seq;
    this.known = Math.max(this.known, seq);
  }

  get begun(): boolean {
    return this.cursor !== undefined;
  }

  private async catchUp(): Promise<void> {
    try {
      while (this.cursor !== undefined && this.cursor < this.known) {
        const logged = await this.read(this.roomId, this.cursor);
        for (const one of logged) {
          this.cursor = one.seq;
          this.tell(one);
        }
        // Old parts of the log are dropped; those who missed them were told by their state.
        if (logged.length === 0) this.cursor = this.known;
      }
    } catch (error) {
      // The next number, or the next look at it, tries again.
      this.onError(error);
    } finally {
      this.reading = undefined;
    }
  }

  private tell(one: LoggedEntry): void {
    const text = Buffer.from(JSON.stringify({ ...one.entry.frame, seq: one.seq }));
    for (const connection of this.connections) this.pass(connection, one, text);
  }

  /** Tells one connection one change, if it is for it. */
  private pass(connection: Connection, one: LoggedEntry, text: Buffer): void {
    if (connection.seq === undefined) connection.waiting.push(one);
    if (connection.seq === undefined || one.seq <= connection.seq) return;
    connection.seq = one.seq;
    const { frame, to, except, connection: only } = one.entry;
    if (only !== undefined && only !== connection.connectionId) return;
    if (except === connection.uid) return;
    if (frame.event === "role" && frame.data === connection.uid) connection.role = frame.action as RoomRole;
    if (to === "hosts" ? connection.role !== 2 : to !== undefined && to !== connection.uid) return;
    if (frame.event === "close") connection.close(frame.data.reason);
    else connection.sendText(text);
  }

  /** A connection has joined and knows this number; what it has missed is told, and what came meanwhile. */
  joined(connection: Connection, seq: number, missed: readonly LoggedEntry[] = []): void {
    connection.seq = seq;
    const { waiting } = connection;
    connection.waiting = [];
    for (const one of [...missed, ...waiting])
      this.pass(connection, one, Buffer.from(JSON.stringify({ ...one.entry.frame, seq: one.seq })));
  }
}
