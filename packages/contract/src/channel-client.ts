import {
  type ChannelHand,
  type ChannelLive,
  type ChannelMember,
  type ChannelPin,
  type ClientFrameInput,
  type CloseReason,
  closeCode,
  FINAL_REASONS,
  type ServerFrame,
  serverFrame,
} from "./channel";

/**
 * A client of the room channel: keeps the room's state, and comes back by itself when the connection breaks. It then
 * names the last change it knows, and is told those it missed, or the whole state where that is not possible.
 */

/** What a WebSocket must have for it; the browser's and that of `ws` do. */
export interface ChannelSocket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { code: number; reason: string }) => void): void;
}

export interface ChannelOptions {
  uid: string;
  /**
   * Opens a socket; called for each try, so that it can get a ticket first.
   * @param after the last change that is known, for the query (`?after=…`); undefined: the whole state is needed
   */
  open(after: number | undefined): ChannelSocket | Promise<ChannelSocket>;
  /** Told each frame, after the state has taken it in. */
  onFrame?: (frame: ServerFrame) => void;
  /** Told when it ends for good. */
  onEnd?: (reason: CloseReason) => void;
  /** Told what kept a try from succeeding. */
  onError?: (error: unknown) => void;
  /** Milliseconds between two heartbeats (30 000). */
  heartbeatMs?: number;
  /** Milliseconds until the first try to come back (500), doubled each time up to 10 s, each with jitter. */
  retryMs?: number;
}

/** A room as its frames have told it. */
export interface ChannelState {
  /** Number of the last change that is in it; whatever comes with a lower one is in it already. */
  seq: number;
  members: Record<string, ChannelMember>;
  pins: ChannelPin[];
  live: ChannelLive | null;
  /** Raised hands in order; hosts are told them. */
  hands: ChannelHand[];
}

const RETRY_MAX_MS = 10_000;
const emptyState = (): ChannelState => ({ seq: 0, members: {}, pins: [], live: null, hands: [] });

function change(state: ChannelState, uid: string, by: Partial<ChannelMember>): void {
  const member = state.members[uid];
  if (member) state.members[uid] = { ...member, ...by };
}

function takeInvite(state: ChannelState, { sender, action, data }: ServerFrame & { event: "invite" }): void {
  if (action === "list") state.hands = Array.isArray(data) ? data : [];
  else if (action === "request") state.hands = [...state.hands, { uid: sender, createTime: 0 }];
  else state.hands = state.hands.filter((hand) => hand.uid !== (action === "response" ? data : sender));
}

function takeLive(state: ChannelState, { action, data }: ServerFrame & { event: "live" }): void {
  if (action === "open" && typeof data === "object") state.live = data;
  else if (action === "close") state.live = null;
  else if (state.live && typeof data === "string") {
    const others = state.live.upList.filter((uid) => uid !== data);
    state.live = { ...state.live, upList: action === "up" ? [...others, data] : others };
  }
}

function takePin(state: ChannelState, { action, data }: ServerFrame & { event: "pin" }): void {
  if (Array.isArray(data)) state.pins = data;
  else if (action === "add" && typeof data === "object") state.pins = [...state.pins, data];
  else state.pins = state.pins.filter((pin) => pin.pinId !== data);
}

/** Takes a frame into a state. @param self whose state it is: who is no host any more is not told of hands either */
export function take(state: ChannelState, frame: ServerFrame, self?: string): void {
  if (frame.event === "connected") Object.assign(state, emptyState(), { members: { ...frame.data } });
  else if (frame.event === "connection" && frame.action === "join" && frame.data)
    state.members[frame.sender] = frame.data;
  else if (frame.event === "connection") {
    delete state.members[frame.sender];
    state.hands = state.hands.filter((hand) => hand.uid !== frame.sender);
    if (state.live) state.live = { ...state.live, upList: state.live.upList.filter((uid) => uid !== frame.sender) };
  } else if (frame.event === "role") {
    const down = frame.action === 0 ? { tool: "", toolData: null, muted: 0 as const } : {};
    change(state, frame.data, { role: frame.action as ChannelMember["role"], ...down });
    if (frame.action > 0) state.hands = state.hands.filter((hand) => hand.uid !== frame.data);
    if (frame.data === self && frame.action < 2) state.hands = [];
  } else if (frame.event === "mute") change(state, frame.data, { muted: frame.action });
  else if (frame.event === "tool") {
    const tool = frame.action === "clear" ? "" : frame.action;
    change(state, frame.sender, { tool, toolData: frame.data ?? null });
  } else if (frame.event === "invite") takeInvite(state, frame);
  else if (frame.event === "live") takeLive(state, frame);
  else if (frame.event === "pin") takePin(state, frame);
  if (frame.seq !== undefined) state.seq = Math.max(state.seq, frame.seq);
}

/** Connects, and stays connected until it is ended from either side. */
export class ChannelClient {
  readonly state = emptyState();
  connected = false;
  private socket: ChannelSocket | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private over = false;
  /** Whether all the frames of a state have come: a numbered one comes after them. */
  private whole = false;

  constructor(private readonly options: ChannelOptions) {
    void this.connect();
  }

  /** Sends a frame as oneself. @returns whether there was a connection to send it over */
  send(frame: ClientFrameInput extends infer F ? (F extends unknown ? Omit<F, "sender"> : never) : never): boolean {
    if (this.connected) this.socket?.send(JSON.stringify({ ...frame, sender: this.options.uid }));
    return this.connected;
  }

  /** Ends it. The user counts as gone 30 s later; `send({event: "connection", action: "leave"})` is at once. */
  close(): void {
    this.over = true;
    clearTimeout(this.retry);
    clearInterval(this.heartbeat);
    this.socket?.close(1000);
  }

  private async connect(): Promise<void> {
    try {
      const socket = await this.options.open(this.whole ? this.state.seq : undefined);
      if (this.over) return socket.close(1000);
      this.socket = socket;
      socket.addEventListener("message", ({ data }) => this.receive(String(data)));
      socket.addEventListener("error", () => this.options.onError?.(new Error("The room channel's socket failed")));
      socket.addEventListener("close", ({ code }) => this.closed(code));
    } catch (error) {
      this.options.onError?.(error);
      this.again();
    }
  }

  private receive(text: string): void {
    const parsed = serverFrame.safeParse(JSON.parse(text));
    // A later server may say what this client does not know.
    if (!parsed.success) return;
    const frame = parsed.data;
    if (frame.event === "connected" || frame.event === "resumed") this.opened();
    this.whole = frame.event !== "connected" && (this.whole || frame.seq !== undefined);
    take(this.state, frame, this.options.uid);
    this.options.onFrame?.(frame);
  }

  private opened(): void {
    this.connected = true;
    this.tries = 0;
    clearInterval(this.heartbeat);
    this.heartbeat = setInterval(() => this.send({ event: "heartbeat" }), this.options.heartbeatMs ?? 30_000);
    // Its answer comes after the state, and has a number.
    this.send({ event: "heartbeat" });
  }

  private closed(code: number): void {
    this.connected = false;
    clearInterval(this.heartbeat);
    if (this.over) return;
    const reason = FINAL_REASONS.find((each) => closeCode(each) === code);
    if (reason) {
      this.over = true;
      this.options.onEnd?.(reason);
    } else this.again();
  }

  private again(): void {
    if (this.over) return;
    const wait = Math.min(RETRY_MAX_MS, (this.options.retryMs ?? 500) * 2 ** this.tries);
    this.tries += 1;
    this.retry = setTimeout(() => void this.connect(), wait * (0.5 + Math.random() / 2));
  }
}
