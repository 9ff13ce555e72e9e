import { expect } from "vitest";
import { dropConnection, leaveRoom } from "../domains/room/connections";
import { closeRoom, removeFromRooms } from "../domains/room/presence";
import { CREATOR_LEASE_MS } from "../domains/room/rules";
import { openRoom } from "../domains/room/writes";
import type { TestUser } from "../testing/harness";
import { NativeClient } from "../testing/native-client";
import { compareAnswer } from "./comparison";
import type { Connection } from "./connection";
import { ACTS, type ModelAct, RoomModel } from "./model";
import { ModelAgora } from "./model-agora";
import { FRAMES, OFTEN } from "./model-frames";
import { dial, type TestProcess, type TestSocket, until } from "./testing";
import { SILENCE_MS } from "./tick";
import { random, type World } from "./world";

/** A connection as both of its ends have it. */
export interface Live {
  user: TestUser;
  process: TestProcess;
  socket: TestSocket;
  connection: Connection;
  heardAt: number;
  /** Whether neither end has ended it, as far as the model does not know by itself. */
  open: boolean;
}

interface Act {
  live: Live;
  kind: ModelAct;
  target: string;
  minutes: number;
}

/** One random course of events in one room, over real sockets and calls, and in the model beside it. */
export class Schedule {
  readonly next: () => number;
  model!: RoomModel;
  roomId = "";
  private readonly agora = new ModelAgora(this);
  readonly lives: Live[] = [];
  /** Connections that broke while nothing could be written. */
  private unwritten: Live[] = [];
  /** What has happened, to be read when it went wrong. */
  readonly done: string[] = [];

  constructor(
    readonly world: World,
    readonly users: readonly TestUser[],
    seed: number,
  ) {
    this.next = random(seed);
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  private get process(): TestProcess {
    return this.pick(this.world.alive);
  }

  /** A letter for a user. */
  name(uid: string): string {
    return "abcdefghij"[this.users.findIndex((user) => user.uid === uid)] ?? "?";
  }

  /** The room is opened, two come into most rooms one after the other, and both speak in most of those. */
  async begin(phase: number): Promise<void> {
    const [host, ...guests] = this.users as [TestUser, ...TestUser[]];
    if (phase === 0) {
      this.roomId = await openRoom(this.process.deps, { uid: host.uid, name: "", clubId: null, inviteOnly: false });
      this.model = new RoomModel(host.uid, this.world.now, CREATOR_LEASE_MS);
      await this.connect(host);
    } else if (phase < 3 && this.next() < 0.9) await this.connect(this.pick(guests));
    else if (phase === 3 && this.next() < 0.8)
      for (const live of this.lives.filter((one) => this.held(one) && one.user !== host)) {
        await this.act({ live: this.lives[0] as Live, kind: "invite", target: live.user.uid, minutes: 0 });
        await this.act({ live, kind: "accept", target: live.user.uid, minutes: 0 });
      }
  }

  /** Whether a connection is its user's by the model. */
  held({ open, user, connection }: Live): boolean {
    return open && this.model.members.get(user.uid)?.connection === connection.connectionId;
  }

  /** A user's client to one of the processes. */
  client(user: TestUser, process = this.process): NativeClient {
    const client = new NativeClient(process.app, this.world.test.clock);
    client.session = user.session;
    return client;
  }

  /** The same outcome as in the model, or the schedule has failed. */
  private same(real: boolean, model: boolean, what: string): void {
    this.done.push(`${what}${real ? "" : " -"}`);
    expect(real, `${what} was ${real ? "done" : "refused"}`).toBe(model);
  }

  private async connect(user: TestUser): Promise<void> {
    const { process } = this;
    const { hub } = process.app.channel;
    const socket = dial(process, user, this.roomId);
    const real = await socket.entered();
    const all = [...(hub.feeds.get(this.roomId)?.connections ?? [])];
    const connection = all.filter(({ uid, seq }) => uid === user.uid && seq !== undefined).at(-1);
    const id = connection?.connectionId ?? "";
    this.same(real, this.model.connect(user.uid, id, hub.processId), `${this.name(user.uid)} connects`);
    if (real && connection) this.lives.push({ user, process, socket, connection, heardAt: this.world.now, open: true });
  }

  private async token(user: TestUser): Promise<void> {
    const { status } = await this.client(user).post(`/room/${this.roomId}/token`);
    this.same(status === 1, this.model.token(user.uid), `${this.name(user.uid)} asks for a token`);
  }

  /** Breaks a connection, and waits until the server has seen to it. */
  private async cut(live: Live): Promise<void> {
    this.done.push(`${this.name(live.user.uid)} drops`);
    live.socket.drop();
    const { feeds } = live.process.app.channel.hub;
    await until(() => !feeds.get(this.roomId)?.connections.has(live.connection), "a dropped connection was gone");
    await live.connection.work;
    live.open = false;
  }

  private async drop(live: Live): Promise<void> {
    await this.cut(live);
    this.model.drop(live.user.uid, live.connection.connectionId);
  }

  private async leave(live: Live): Promise<void> {
    const { uid, connectionId } = live.connection;
    this.done.push(`${this.name(uid)} leaves`);
    live.socket.send({ event: "connection", action: "leave" });
    await live.socket.end();
    this.model.leave(uid, connectionId);
  }

  /** The end of a connection is heard of late, when another may have taken its place. */
  private async echo({ connection, process, ...live }: Live): Promise<void> {
    if (this.held({ connection, process, ...live })) return;
    this.done.push(`${this.name(connection.uid)} echoes`);
    const { deps } = this.world.alive.includes(process) ? process : this.process;
    await dropConnection(deps, connection);
    this.model.drop(connection.uid, connection.connectionId);
    if (!this.model.closed) await leaveRoom(deps, connection);
    this.model.leave(connection.uid, connection.connectionId);
  }

  /** Somebody who is connected, and what they try; mostly what they may do. */
  private chooseAct(): Act | undefined {
    const here = this.lives.filter((one) => this.held(one));
    if (here.length === 0) return undefined;
    for (let left = this.next() < 0.15 ? 1 : 20; ; left--) {
      const live = this.pick(here);
      const { uid } = live.user;
      const kind = this.pick([...ACTS, ...OFTEN]);
      const own = kind === "accept" || (kind === "demote" && this.next() < 0.3);
      const target = own ? uid : this.pick(this.users).uid;
      const minutes = Math.floor(this.next() * 3);
      if (left <= 1 || this.model.copy().act(kind, uid, target, minutes)) return { live, kind, target, minutes };
    }
  }

  private async act({ live, kind, target, minutes }: Act): Promise<void> {
    const { uid } = live.user;
    const before = live.socket.frames.length;
    live.socket.send(FRAMES[kind](target, minutes));
    await live.socket.settled();
    live.heardAt = this.world.now;
    const refused = live.socket.frames.slice(before).some((frame) => frame.event === "error");
    const what = `${this.name(uid)} ${kind} ${this.name(target)} ${kind === "kick" ? minutes : ""}`.trim();
    this.same(!refused, this.model.act(kind, uid, target, minutes), what);
  }

  private async close(user: TestUser): Promise<void> {
    const { status } = await this.client(user).post(`/room/${this.roomId}/close`);
    const host = this.model.members.get(user.uid)?.role === 2;
    this.same(status === 1, host, `${this.name(user.uid)} closes`);
    if (host) this.model.close();
  }

  private async remove(user: TestUser): Promise<void> {
    this.done.push(`${this.name(user.uid)} is removed`);
    await removeFromRooms(this.process.deps, user.uid);
    this.model.remove(user.uid);
  }

  async step(): Promise<void> {
    if (this.model.closed) return;
    const user = this.pick(this.users);
    const here = this.lives.filter((one) => this.held(one));
    const hosts = here.filter((one) => this.model.members.get(one.user.uid)?.role === 2);
    const live = this.lives.length > 0 ? this.pick(this.lives) : undefined;
    const actor = this.next() < 0.4 && hosts.length > 0 ? this.pick(hosts) : this.pick(here);
    // Agora's word counts for those without a connection.
    const loose = this.users.filter(({ uid }) => this.model.members.get(uid)?.process === undefined);
    const chance = this.next();
    if (chance < 0.17) await this.connect(user);
    else if (chance < 0.23) await this.token(user);
    else if (chance < 0.3) actor && (await this.drop(actor));
    else if (chance < 0.33) actor && (await this.leave(actor));
    else if (chance < 0.37) live && (await this.echo(live));
    else if (chance < 0.72) {
      const chosen = this.chooseAct();
      if (chosen) await this.act(chosen);
    } else if (chance < 0.9) await this.agora.tells(this.next() < 0.7 && loose.length > 0 ? this.pick(loose) : user);
    else if (chance < 0.92) await this.remove(user);
    else if (chance < 0.935) await this.close(user);
    else await compareAnswer(this, this.process);
  }

  /** The database is away: what is asked for is refused, and who drops has the grace from when it can be written down. */
  async inTheDark(): Promise<void> {
    if (this.model.closed) return;
    const here = this.lives.filter((one) => this.held(one));
    const user = this.pick(this.users);
    const socket = dial(this.process, user, this.roomId);
    this.done.push(`${this.name(user.uid)} knocks in the dark`);
    expect(await socket.entered()).toBe(false);
    expect((await this.client(user).post(`/room/${this.roomId}/token`)).http).toBe(503);
    const [actor, dropping] = [this.pick(here), this.pick(here)];
    if (!actor || !dropping) return;
    const before = actor.socket.frames.length;
    actor.socket.send(FRAMES.raise(actor.user.uid, 0));
    await actor.socket.settled();
    actor.heardAt = this.world.now;
    const [error] = actor.socket.frames.slice(before);
    expect(error, "the answer to an act").toMatchObject({ event: "error", data: { message: "Service Unavailable" } });
    await this.cut(dropping);
    this.unwritten.push(dropping);
  }

  /** Its process was killed. */
  lost(process: TestProcess): void {
    for (const live of this.lives) if (live.process === process) live.open = false;
    this.unwritten = this.unwritten.filter((live) => live.process !== process);
  }

  /** It was slow for so long that the other had given it up, and is back. */
  reclaimed(process: TestProcess): void {
    for (const live of this.lives.filter((one) => one.process === process && one.open))
      live.open = this.model.reclaim(live.user.uid, live.connection.connectionId, process.app.channel.hub.processId);
  }

  /** The clock has moved on, and these processes have made their round. */
  elapsed(running: readonly TestProcess[], now: number): void {
    for (const live of this.lives.filter((one) => this.held(one) && running.includes(one.process))) {
      if (now - live.heardAt < SILENCE_MS) continue;
      live.open = false;
      this.model.drop(live.user.uid, live.connection.connectionId);
    }
    for (const { user, connection } of this.unwritten) this.model.drop(user.uid, connection.connectionId);
    this.unwritten = [];
    this.model.settle();
  }

  async end(): Promise<void> {
    await closeRoom(this.world.test.deps, this.roomId, "staff");
    for (const { socket } of this.lives) socket.drop();
  }
}
