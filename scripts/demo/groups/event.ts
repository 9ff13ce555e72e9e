import { eventPage, eventResult } from "@chaoqer/contract/event";
import { check, nothing, type World } from "../world";

const MINUTE_MS = 60_000;

/** Event 1 to 6: an event is announced, changed, reserved, and another one taken back. */
export async function events(world: World): Promise<void> {
  const { hang, ning } = world;
  const own = { desc: "带上你的故事", memberUidList: [hang.uid] };
  const soon = Date.now() + 20 * MINUTE_MS;
  const event = await hang.call("POST", "/event", { ...own, name: "晚间读书会", eventTime: soon }, eventResult);
  const path = `/event/${event.eventId}`;
  world.eventId = event.eventId;
  const changed = { ...own, name: "晚间读书会：第二章", eventTime: soon };
  check((await hang.call("PUT", path, changed, eventResult)).name === changed.name, "the change is answered");
  await ning.refused("PUT", path, changed, { http: 403, message: "Forbidden" });
  await ning.call("POST", `${path}/notify`, {}, nothing);
  check((await ning.call("GET", path, {}, eventResult)).notify === 1, "the event is reserved");
  const list = await ning.call("GET", "/event", { count: 50 }, eventPage);
  check(
    list.list.some(({ eventId }) => eventId === event.eventId),
    "the event is in the list",
  );
  const other = { ...own, name: "取消的日程", eventTime: soon + 60 * MINUTE_MS };
  const { eventId } = await hang.call("POST", "/event", other, eventResult);
  await hang.call("DELETE", `/event/${eventId}`, {}, nothing);
  await ning.refused("GET", `/event/${eventId}`, {}, { result: 600000 });
}

/** Event 7: the event begins with a room of its name, and who reserved hears of it. */
export async function eventStart({ journal, sandbox, hang, ning, eventId }: World): Promise<void> {
  const started = await hang.call("POST", `/event/${eventId}/start`, {}, eventResult);
  check(started.roomResult?.roomId === started.roomId, "the event has its room");
  const { payload } = await sandbox.push(ning.uid, "你预约的活动已经开始了");
  journal.note(`push to ${ning.who}: ${payload.notification?.ios?.alert?.title}`);
}
