import { clientFrame, type ServerFrame } from "@chaoqer/contract/channel";
import { DomainError } from "@chaoqer/contract/errors";
import { act } from "../domains/room/acts";
import { leaveRoom } from "../domains/room/connections";
import type { Connection } from "./connection";
import type { Hub } from "./hub";

/** A text as JSON; undefined if it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Answers a frame that is not acted upon; a connection that goes on like this is ended. */
function bad(hub: Hub, connection: Connection, action: string, message: string): void {
  hub.deps.metrics.badFrames.inc({ kind: action });
  hub.refuse(connection, new DomainError("malformed", message), action);
  if (!connection.buckets.forgives(hub.deps.clock.now())) connection.close("bad");
}

/** Does what one frame of a client asks for. */
export async function receive(hub: Hub, connection: Connection, text: string | undefined): Promise<void> {
  if (connection.ended || connection.seq === undefined) return;
  const { uid } = connection;
  const parsed = clientFrame.safeParse(text === undefined ? undefined : parse(text));
  if (!parsed.success) return bad(hub, connection, "form", "Params Not Valid");
  const frame = parsed.data;
  if (frame.sender !== uid) return bad(hub, connection, "sender", "sender不是自己");
  if (!connection.buckets.allows(frame.event, hub.deps.clock.now()))
    return bad(hub, connection, "rate", "操作过于频繁");
  try {
    if (frame.event === "heartbeat")
      connection.send({ event: "heartbeat", sender: uid, seq: connection.seq } satisfies ServerFrame);
    else if (frame.event === "connection") await leaveRoom(hub.deps, connection);
    else await act(hub.deps, connection, frame);
  } catch (error) {
    hub.refuse(connection, error, "action" in frame ? `${frame.event}/${frame.action}` : frame.event);
  }
}
