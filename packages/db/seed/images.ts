import path from "node:path";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import { createObjects } from "@chaoqer/sandbox/vendors/oss/objects";
import { CLUBS } from "./data/clubs";
import { FEEDBACK } from "./data/feedback";
import { PEOPLE } from "./data/people";
import { clubIdOf, imageKey, uidOf } from "./demo/scene";
import { drawAvatar, drawCover, drawScreenshot } from "./drawing";

/** A picture of the demo, by its key in the bucket. */
export interface DemoImage {
  key: string;
  contentType: "image/svg+xml";
  data: Buffer;
}

/** All pictures that the demo's rows name; drawn anew, always the same. */
export function demoImages(): DemoImage[] {
  const avatars = PEOPLE.map(([nickname], index) => {
    const n = index + 1;
    return { key: imageKey(uidOf(n), "avatar", n), svg: drawAvatar(n, nickname) };
  });
  const covers = CLUBS.map(({ key, creator, cover }, index) => ({
    key: imageKey(uidOf(creator), "cover", key),
    svg: drawCover(clubIdOf(key), index, cover),
  }));
  const screenshots = FEEDBACK.flatMap(({ by, images = 0 }, index) =>
    Array.from({ length: images }, (_, place) => ({
      key: imageKey(uidOf(by), "feedback", index, place),
      svg: drawScreenshot(`${index}:${place}`),
    })),
  );
  return [...avatars, ...covers, ...screenshots].map(({ key, svg }) => ({
    key,
    contentType: "image/svg+xml",
    data: Buffer.from(svg),
  }));
}

/**
 * Puts the demo's pictures into the sandbox's object store, which serves them at `<sandbox>/chaoqer-dev/<key>`. Again
 * is harmless.
 * @param dataDir the sandbox's DATA_DIR. @returns how many pictures there are
 */
export async function writeDemoImages(dataDir: string, now: Date): Promise<number> {
  const objects = createObjects(path.join(dataDir, "sandbox", "oss"));
  const images = demoImages();
  const bucket = devCredentials.ALIYUN_OSS_BUCKET;
  for (const image of images) await objects.put({ bucket, ...image, time: now.getTime() });
  return images.length;
}
