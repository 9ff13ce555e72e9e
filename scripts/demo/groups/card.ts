import { profilePage, profileResult } from "@chaoqer/contract/user";
import { check, nothing, type World } from "../world";

/** User 9 and 11: a card arrives in the holder, and as a push on the phone. */
export async function cards({ journal, sandbox, hang, ning }: World): Promise<void> {
  await hang.call("POST", `/user/${ning.uid}/card`, {}, nothing);
  const { payload, alias } = await sandbox.push(ning.uid);
  const alert = payload.notification?.ios?.alert;
  journal.note(`push to ${alias}: ${alert?.title}${alert?.body}`);
  check(alert?.title === hang.who, "the push says who sent the card");

  const holder = await ning.call("GET", "/user/card", { count: 10 }, profilePage);
  check(holder.list[0]?.uid === hang.uid, "the card is in the holder");
  const seen = await hang.call("GET", `/user/${ning.uid}/profile`, {}, profileResult);
  check(seen.sendCard === 1 && seen.cardTotal === 1, "the profile shows the card that was sent");
}

/** User 10: the card is thrown away. */
export async function cardRemoval({ hang, ning }: World): Promise<void> {
  await ning.call("DELETE", `/user/${hang.uid}/card`, {}, nothing);
  const after = await ning.call("GET", "/user/card", { count: 10 }, profilePage);
  check(after.list.length === 0, "the holder is empty again");
}
