import { paint } from "../lib/progress.mjs";
import { DemoError } from "./error";
import { signIn, signOut } from "./groups/account";
import { app } from "./groups/app";
import { blocks } from "./groups/block";
import { cardRemoval, cards } from "./groups/card";
import { clubs } from "./groups/club";
import { eventStart, events } from "./groups/event";
import { h5 } from "./groups/h5";
import { messages } from "./groups/message";
import { profiles } from "./groups/profile";
import { pushIds } from "./groups/push";
import { roomClose, rooms } from "./groups/room";
import { upload } from "./groups/upload";
import { enter, type World } from "./world";

/** The calls in the order in which a client makes them, one file a group. */
const ACTS: [title: string, play: (world: World) => Promise<void>][] = [
  ["Signing in by SMS", signIn],
  ["Profiles", profiles],
  ["Blocking", blocks],
  ["A phone for pushes", pushIds],
  ["Cards", cards],
  ["Messages", messages],
  ["Clubs", clubs],
  ["Rooms", rooms],
  ["Events", events],
  ["A picture", upload],
  ["The app itself", app],
  ["Share pages", h5],
  ["The event begins", eventStart],
  ["The room closes", roomClose],
  ["The card goes", cardRemoval],
  ["Signing out", signOut],
];

/** Plays a native client against a running stack. Answers the exit code: 1 when something was not as it should be. */
export async function playDemo(env: Record<string, string | undefined>): Promise<number> {
  const world = await enter(env);
  const { journal } = world;
  let fault: DemoError | undefined;
  try {
    for (const [title, play] of ACTS) {
      journal.heading(title);
      await play(world);
    }
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    fault = error;
  }
  journal.heading("All calls");
  console.log(journal.table());
  if (fault) console.error(`\n${paint("red", "Not as it should be:")} ${fault.message}`);
  else
    console.log(
      `\n${journal.entries.length} calls to ${journal.documented()} documented endpoints, all as they should be`,
    );
  return fault ? 1 : 0;
}
