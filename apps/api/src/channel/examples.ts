/** Frames as they go over the wire, for the documentation; a test reads each with its schema. */

interface Example {
  summary: string;
  payload: Record<string, unknown>;
}

const HOST = "6ce4443c8fcd4a2b8b407bda86ab4408";
const GUEST = "800fd752a5284eeb82396fe7478175eb";
const PIN = "cda55a0bfb834f5ab18eb0867f01017a";
const TIME = 1616559267214;
const member = { ruid: 2, role: 0, tool: "", toolData: null, muted: 0, createTime: TIME };
const live = { uid: HOST, data: { title: "直播" }, createTime: TIME, upList: [HOST] };

const client = (summary: string, sender: string, frame: object): Example => ({
  summary,
  payload: { ...frame, sender },
});
export const CLIENT_EXAMPLES: Example[] = [
  client("Still here", GUEST, { event: "heartbeat" }),
  client("Leaves at once, without the 30 seconds of grace", GUEST, { event: "connection", action: "leave" }),
  client("Raises a hand", GUEST, { event: "invite", action: "request" }),
  client("Takes it down", GUEST, { event: "invite", action: "cancel" }),
  client("A host invites somebody to speak", HOST, { event: "invite", action: "response", data: GUEST }),
  client("Becomes speaker, once invited", GUEST, { event: "role", action: 1, data: GUEST }),
  client("A host makes a speaker host", HOST, { event: "role", action: 2, data: GUEST }),
  client("Back to the audience", HOST, { event: "role", action: 0, data: GUEST }),
  client("A host mutes somebody", HOST, { event: "mute", data: GUEST }),
  client("A host lifts that", HOST, { event: "mute", action: 0, data: GUEST }),
  client("Shows an icon for 15 seconds", HOST, { event: "tool", action: "icon", data: "👏" }),
  client("Shows a link", HOST, { event: "tool", action: "link", data: "https://example.com/agenda" }),
  client("Shows nothing", HOST, { event: "tool", action: "clear" }),
  client("A host pins something", HOST, { event: "pin", action: "add", data: { title: "议程" } }),
  client("A host takes a pin off", HOST, { event: "pin", action: "remove", data: PIN }),
  client("A host goes live", HOST, { event: "live", action: "open", data: { title: "直播" } }),
  client("A speaker joins the live", GUEST, { event: "live", action: "up" }),
  client("A host takes a speaker out of the live", HOST, { event: "live", action: "down", data: GUEST }),
  client("A host ends the live", HOST, { event: "live", action: "close" }),
  client("A host puts somebody out, for an hour", HOST, { event: "kick", data: { uid: GUEST, minutes: 60 } }),
];

const server = (summary: string, sender: string, frame: object, seq?: number): Example => ({
  summary,
  payload: { ...frame, sender, ...(seq !== undefined && { seq }) },
});
export const SERVER_EXAMPLES: Example[] = [
  server("To the newcomer: everybody", GUEST, { event: "connected", data: { [GUEST]: member } }, 41),
  server("To who comes back with ?after=41: the changes since then follow", GUEST, { event: "resumed" }, 41),
  server("To the others: the newcomer", GUEST, { event: "connection", action: "join", data: member }, 41),
  server("Somebody has gone", GUEST, { event: "connection", action: "leave" }, 42),
  server("To a host: raised hands, in order", HOST, {
    event: "invite",
    action: "list",
    data: [{ uid: GUEST, createTime: TIME }],
  }),
  server("To the hosts: a hand", GUEST, { event: "invite", action: "request" }, 43),
  server("To the invited, and to the hosts", HOST, { event: "invite", action: "response", data: GUEST }, 44),
  server("A role", GUEST, { event: "role", action: 1, data: GUEST }, 46),
  server("Muted", HOST, { event: "mute", action: 1, data: GUEST }, 47),
  server("An icon's 15 seconds are over", GUEST, { event: "tool", action: "clear" }, 48),
  server("To the newcomer: pins", GUEST, {
    event: "pin",
    action: "list",
    data: [{ pinId: PIN, uid: HOST, data: { title: "议程" }, createTime: TIME }],
  }),
  server("The live", HOST, { event: "live", action: "open", data: live }, 49),
  server("Answer to a heartbeat", GUEST, { event: "heartbeat" }, 49),
  server("Not done, and why", GUEST, {
    event: "error",
    action: "role/1",
    data: { result: 0, message: "需要主持人邀请才能发言" },
  }),
  server("The connection is ended", GUEST, { event: "close", data: { reason: "closed" } }),
];
