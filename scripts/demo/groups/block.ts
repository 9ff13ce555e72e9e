import { profilePage, profileResult } from "@chaoqer/contract/user";
import { check, nothing, type World } from "../world";

/** User 4 to 6: blocking somebody, seeing that, and taking it back. */
export async function blocks({ hang, ning }: World): Promise<void> {
  await hang.refused("POST", `/user/${hang.uid}/block`, {}, { message: "无法拉黑自己" });
  await hang.call("POST", `/user/${ning.uid}/block`, {}, nothing);
  const list = await hang.call("GET", "/user/block", { count: 10 }, profilePage);
  check(list.list[0]?.uid === ning.uid, "the blocked user is first in the list");
  const seen = await hang.call("GET", `/user/${ning.uid}/profile`, {}, profileResult);
  check(seen.blocked === 1, "the profile shows that it is blocked");
  await hang.call("DELETE", `/user/${ning.uid}/block`, {}, nothing);
  const after = await hang.call("GET", "/user/block", { count: 10 }, profilePage);
  check(after.list.length === 0, "the list is empty again");
}
