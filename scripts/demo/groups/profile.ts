import { profileResult } from "@chaoqer/contract/user";
import { check, type World } from "../world";

const AVATAR = "https://cdn.chaoqer.com/image/demo/avatar.jpg";

/** User 1 to 3: both introduce themselves, one writes more, and they look at each other. */
export async function profiles({ hang, ning }: World): Promise<void> {
  await ning.refused("GET", `/user/${hang.uid}/profile`, {}, { result: 200000 });
  for (const client of [hang, ning]) {
    const own = await client.call(
      "POST",
      "/user/profile/init",
      { nickname: client.who, avatar: AVATAR },
      profileResult,
    );
    check(own.uid === client.uid && own.nickname === client.who, "the profile is the caller's own, as sent");
  }
  await ning.refused("POST", "/user/profile/init", { nickname: "又一次", avatar: AVATAR }, { result: 200001 });

  const bio = "周末爬山，平时写代码 👋";
  const updated = await hang.call("PUT", "/user/profile", { nickname: hang.who, avatar: AVATAR, bio }, profileResult);
  check(updated.bio === bio, "the new bio is answered");
  const seen = await ning.call("GET", `/user/${hang.uid}/profile`, {}, profileResult);
  check(seen.bio === bio && seen.blocked === 0, "others see the new bio");
}
