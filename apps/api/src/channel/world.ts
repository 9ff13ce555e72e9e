import type { MortalServer } from "@chaoqer/db/testing";
import { expect } from "vitest";
import { PROCESS_DEAD_MS } from "../domains/room/rules";
import type { TestApp, TestUser } from "../testing/harness";
import type { Schedule } from "./schedule";
import { startProcess, type TestProcess, until } from "./testing";

/** mulberry32: small, and the same for the same seed. @returns numbers from 0 to below 1 */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When others must have noticed that a process has died: they look for it every 3 s, or at the leap after. */
const NOTICED_MS = PROCESS_DEAD_MS + 6_000;
/** The clock's longest leap; processes must have their turn more often than they are given up for dead. */
const LEAP_S = 3;

/** How much time may go by between two steps. */
const LENGTHS_S = [1, 1, 1, 2, 2, 3, 4, 9, 14, 31];

/** Rooms in which something happens at the same time. */
const AT_ONCE = 10;

const idOf = ({ app }: TestProcess) => app.channel.hub.processId;

/** Two processes and the clock, for many rooms: what happens to all of them at once. */
export class World {
  private next: () => number = random(0);
  private seed = 0;
  schedules: Schedule[] = [];
  /** The process that makes no rounds for a while. */
  slow: TestProcess | undefined;
  private slowUntil = 0;
  /** When each that is slow or dead was last heard of, and whether the others have found out. */
  private readonly silent = new Map<string, { beat: number; due: number; found: boolean }>();
  private readonly dead: TestProcess[] = [];

  constructor(
    readonly test: TestApp,
    /** The two that live. */
    readonly alive: TestProcess[],
  ) {}

  get now(): number {
    return this.test.clock.now().getTime();
  }

  /** Starts anew, with these rooms. */
  async begin(seed: number, schedules: Schedule[]): Promise<void> {
    this.seed = seed;
    this.next = random(seed);
    this.schedules = schedules;
    for (let phase = 0; phase < 4; phase++) {
      await this.each((schedule) => schedule.begin(phase));
      await this.pass(1);
    }
  }

  /** Does something in every room, in some of them at a time. What goes wrong names the seed, and what had happened. */
  async each(work: (schedule: Schedule) => Promise<void>): Promise<void> {
    const waiting = [...this.schedules];
    const worker = async () => {
      for (let schedule = waiting.shift(); schedule; schedule = waiting.shift()) {
        try {
          await work(schedule);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          throw new Error(`MODEL_SEED=${this.seed}: ${message}\n${schedule.done.join("; ")}`, { cause: error });
        }
      }
    };
    // What fails must not leave the others at work.
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** Every room takes a step; then something may happen to all of them, and time goes by. */
  async round(): Promise<void> {
    await this.each((schedule) => schedule.step());
    const chance = this.next();
    const victim = this.next() < 0.5 ? 0 : 1;
    const length = LENGTHS_S[Math.floor(this.next() * LENGTHS_S.length)] ?? 1;
    if (chance < 0.06 && !this.slow) await this.kill(victim);
    else if (chance < 0.1 && !this.slow) await this.slowDown(victim);
    else if (chance < 0.15) await this.cutListeners();
    await this.pass(length);
  }

  private note(what: string): void {
    for (const schedule of this.schedules) schedule.done.push(what);
  }

  private async lastBeat(process: TestProcess): Promise<number> {
    const where = { processId: idOf(process) };
    const row = await this.test.deps.db.apiProcess.findUnique({ where });
    return row?.heartbeatTime.getTime() ?? 0;
  }

  /** As kill -9: its sockets break, it writes nothing more and is heard of no more. Another one takes its place. */
  private async kill(index: number): Promise<void> {
    const victim = this.alive[index] as TestProcess;
    const beat = await this.lastBeat(victim);
    await this.strike(victim);
    if (beat > 0) this.silent.set(idOf(victim), { beat, due: beat + NOTICED_MS, found: false });
    this.alive[index] = await startProcess(this.test);
  }

  private async strike(victim: TestProcess): Promise<void> {
    this.note(`KILL ${this.alive.indexOf(victim)}`);
    const { hub } = victim.app.channel;
    hub.stopping = true;
    for (const { socket } of hub.connections) socket.terminate();
    await until(() => hub.connections.length === 0, "a dead process had no connections");
    for (const schedule of this.schedules) schedule.lost(victim);
    this.dead.push(victim);
  }

  /**
   * The database is away for some time, in which a process may be killed. Before, all that were dead or slow have been
   * noticed; afterwards the two that live reach it again and hear of each other.
   */
  async outage(server: MortalServer, seconds: number, index?: number): Promise<void> {
    this.slowUntil = 0;
    while (this.silent.size > 0) await this.pass(LEAP_S);
    const victim = index === undefined ? undefined : this.alive[index];
    const beat = victim ? await this.lastBeat(victim) : 0;
    const listeners = await this.listeners();
    await server.halt();
    await this.each((schedule) => schedule.inTheDark());
    if (victim) await this.strike(victim);
    for (let left = seconds; left > 0; left -= LEAP_S) {
      this.test.clock.advance({ seconds: LEAP_S });
      await Promise.all(this.alive.filter((one) => one !== victim).map(({ app }) => app.channel.tick()));
    }
    await server.resume();
    await this.recovered(listeners);
    if (!victim) return;
    this.silent.set(idOf(victim), { beat, due: this.now + NOTICED_MS, found: false });
    this.alive[this.alive.indexOf(victim)] = await startProcess(this.test);
  }

  /** Everybody reaches the database again, and as many as before hear of each other. */
  private async recovered(listeners: number): Promise<void> {
    const wait = { timeout: 20_000 };
    for (const { deps } of this.alive)
      await expect.poll(() => deps.db.$queryRaw`SELECT 1`.then(() => true).catch(() => false), wait).toBe(true);
    await expect.poll(() => this.listeners(), wait).toBeGreaterThanOrEqual(listeners);
  }

  private async listeners(): Promise<number> {
    const [row] = await this.test.deps.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE application_name = 'chaoqer-listen' AND datname = current_database()`;
    return row?.count ?? 0;
  }

  /** It makes no rounds for a while, so that the other one gives it up, but serves its sockets. */
  private async slowDown(index: number): Promise<void> {
    this.note(`SLOW ${index}`);
    const process = this.alive[index] as TestProcess;
    const beat = await this.lastBeat(process);
    if (beat === 0) return;
    this.slow = process;
    this.slowUntil = this.now + Math.floor(this.next() * 45_000);
    this.silent.set(idOf(process), { beat, due: beat + NOTICED_MS, found: false });
  }

  private async cutListeners(): Promise<void> {
    this.note("CUT");
    await this.test.deps.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'chaoqer-listen' AND datname = current_database()`;
  }

  /** Time goes by, and the processes do what is due. */
  async pass(seconds: number): Promise<void> {
    this.note(`+${seconds}`);
    for (let left = seconds; left > 0; left -= LEAP_S) {
      this.test.clock.advance({ seconds: Math.min(LEAP_S, left) });
      const back = this.slow && this.now >= this.slowUntil ? this.slow : undefined;
      if (back) this.slow = undefined;
      const running = this.alive.filter((process) => process !== this.slow);
      const served = running.flatMap(({ app }) => app.channel.hub.connections);
      await Promise.all(running.map(({ app }) => app.channel.tick()));
      await until(
        () => running.every(({ app }) => app.channel.hub.connections.every(({ ended }) => !ended)),
        "all that ended were gone",
      );
      await Promise.all(served.filter(({ ended }) => ended).map(({ work }) => work));
      await this.look(back);
      for (const schedule of this.schedules) schedule.elapsed(running, this.now);
    }
  }

  /** What the processes have found out of each other. */
  private async look(back: TestProcess | undefined): Promise<void> {
    for (const schedule of this.schedules) schedule.model.now = this.now;
    if (this.silent.size === 0) return;
    const rows = await this.test.deps.db.apiProcess.findMany({ select: { processId: true } });
    const known = new Set(rows.map((row) => row.processId));
    for (const [id, one] of this.silent) {
      const returned = back && idOf(back) === id;
      if (!one.found && !known.has(id)) {
        expect(this.now - one.beat, "no process is given up early").toBeGreaterThanOrEqual(PROCESS_DEAD_MS);
        one.found = true;
        for (const schedule of this.schedules) schedule.model.sweep(id);
      } else if (!one.found && !returned) expect(this.now, "a dead process is found").toBeLessThan(one.due);
      if (returned) for (const schedule of this.schedules) schedule.reclaimed(back);
      if (returned || (one.found && !(this.slow && idOf(this.slow) === id))) this.silent.delete(id);
    }
  }

  /** Nothing happens any more: every grace ends, every dead process is found. */
  async quiet(): Promise<void> {
    this.slowUntil = 0;
    await this.pass(60);
  }

  /** Ends the processes that were killed. */
  bury(): Promise<void> {
    return this.close(this.dead.splice(0));
  }

  /** Ends every process but the test's own. */
  async stop(): Promise<void> {
    await this.bury();
    await this.close(this.alive);
  }

  private async close(processes: readonly TestProcess[]): Promise<void> {
    for (const { app, deps } of processes) {
      if (deps === this.test.deps) continue;
      await app.close();
      await deps.close();
    }
  }
}

/** Groups of users, each in the order of their uids, so that a seed means the same in every run. */
export async function crowds(test: TestApp, count: number, size: number): Promise<TestUser[][]> {
  const groups: TestUser[][] = [];
  for (let n = 0; n < count; n++) {
    const users = await Promise.all(Array.from({ length: size }, () => test.user()));
    groups.push(users.sort((a, b) => (a.uid < b.uid ? -1 : 1)));
  }
  return groups;
}
