import { type CloseReason, closeCode } from "@chaoqer/contract/channel";
import type { RoomRole } from "@chaoqer/contract/enums";
import type { WebSocket } from "ws";
import type { Connected } from "../domains/room/connections";
import type { LoggedEntry } from "../domains/room/log";
import { Buckets } from "./buckets";

/** Bytes that may wait for a reader; one that is further behind is cut off. */
const BEHIND_BYTES = 1024 * 1024;
/** How long a closing handshake may take. */
const CLOSE_MS = 2000;

/** Who is at the other end. */
export interface Peer extends Connected {
  /** The last change that it knows, if it was here before and says so. */
  after?: number | undefined;
  /** The session that it came with; when that ends, so does the connection. */
  tokenHash: string;
}

/** One socket. What it is told goes through here, and so does its end. */
export class Connection implements Connected {
  readonly roomId: string;
  readonly uid: string;
  readonly connectionId: string;
  readonly tokenHash: string;
  readonly after: number | undefined;
  readonly buckets = new Buckets();
  role: RoomRole = 0;
  /** The number its state has; only what comes after is told. Undefined until it has joined. */
  seq: number | undefined;
  /** What came while it was joining. */
  waiting: LoggedEntry[] = [];
  /** Why it ends; undefined while it lives. */
  ended: CloseReason | undefined;
  /** One frame after the other. */
  work: Promise<void> = Promise.resolve();

  constructor(
    readonly socket: WebSocket,
    peer: Peer,
    /** When the last frame came. */
    public heardAt: Date,
  ) {
    this.roomId = peer.roomId;
    this.uid = peer.uid;
    this.connectionId = peer.connectionId;
    this.tokenHash = peer.tokenHash;
    this.after = peer.after;
  }

  /** Sends a text, the same one for all who get it. A reader who is too far behind is cut off instead. */
  sendText(text: string | Buffer): void {
    if (this.ended || this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > BEHIND_BYTES) this.close("slow");
    else this.socket.send(text, { binary: false });
  }

  send(frame: object): void {
    this.sendText(JSON.stringify(frame));
  }

  /** Ends it, with a `close` frame that says why. */
  close(reason: CloseReason): void {
    if (this.ended) return;
    if (reason !== "slow") this.send({ event: "close", sender: this.uid, data: { reason } });
    this.ended = reason;
    this.socket.close(closeCode(reason), reason);
    // A peer that does not read would never answer.
    setTimeout(() => this.socket.terminate(), CLOSE_MS).unref();
  }
}
