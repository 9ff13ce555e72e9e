import { messagePage, unreadTotalResult } from "@chaoqer/contract/message";
import { check, type World } from "../world";

/** User 7 and 8: the message about the card is unread until it has been listed. */
export async function messages({ hang, ning }: World): Promise<void> {
  const before = await ning.call("GET", "/user/message/unread_total", {}, unreadTotalResult);
  check(before === 1, "one message is unread");
  const page = await ning.call("GET", "/user/message", { count: 10 }, messagePage);
  const message = page.list[0]?.userMessageResult;
  check(message?.unread === 1 && message.originUid === hang.uid, "it is unread, and from the one who sent the card");
  check(message?.messageBody.url === `chaoqer://profile/${hang.uid}`, "it leads to their profile");
  const after = await ning.call("GET", "/user/message/unread_total", {}, unreadTotalResult);
  check(after === 0, "none is unread once listed");
}
