import { clubPage, clubResult } from "@chaoqer/contract/club";
import { profilePage } from "@chaoqer/contract/user";
import { check, nothing, type World } from "../world";

/** Club 1 to 6: one opens a club, the other joins and leaves it. */
export async function clubs(world: World): Promise<void> {
  const { hang, ning } = world;
  const cover = "https://cdn.example.com/cover.jpg";
  const club = await hang.call("POST", "/club", { name: "周末徒步圈", cover }, clubResult);
  check(club.memberTotal === 1 && club.joined === 1, "the creator is the first member");
  world.clubId = club.clubId;

  const path = `/club/${club.clubId}`;
  check((await ning.call("GET", path, {}, clubResult)).joined === 0, "the other has not joined yet");
  check((await ning.call("POST", `${path}/join`, {}, clubResult)).memberTotal === 2, "joining counts");
  const members = await hang.call("GET", `${path}/member`, { count: 10 }, profilePage);
  check(members.list[0]?.uid === ning.uid, "the newest member comes first");
  const mine = await ning.call("GET", "/club", { count: 10 }, clubPage);
  check(mine.list[0]?.clubId === club.clubId, "the club is among mine");
  await hang.refused("POST", `${path}/leave`, {}, { message: "创建人暂时无法退出圈子" });
  await ning.call("POST", `${path}/leave`, {}, nothing);
}
