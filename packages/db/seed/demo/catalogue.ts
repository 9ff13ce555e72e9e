import { createHash } from "node:crypto";
import { LINKS } from "../data/links";
import { VERSIONS } from "../data/versions";
import { ago, DAY, type Scene } from "./scene";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Versions of both platforms; the newest is a draft. */
export async function seedVersions(scene: Pick<Scene, "db" | "now">): Promise<void> {
  await scene.db.appVersion.createMany({
    data: VERSIONS.map(({ clientType, code, name, desc, downloadUrl, daysAgo, forced }) => {
      const time = ago(scene, (daysAgo ?? 0) * DAY);
      return {
        versionId: md5(`${clientType}:${code}`),
        clientType,
        versionCode: code,
        versionName: name,
        versionDesc: desc,
        downloadUrl,
        forcedUpgrade: forced ?? false,
        publishTime: daysAgo === null ? null : time,
        createTime: time,
        updateTime: time,
      };
    }),
  });
}

/** Previews of the links that people wrote. */
export async function seedLinks(scene: Scene): Promise<void> {
  await scene.db.link.createMany({
    data: LINKS.map(([link, preview]) => ({
      linkMd5: md5(link),
      link,
      ...(preview ? { ...preview, url: link } : { error: "the page could not be read" }),
      askTime: ago(scene, DAY),
      fetchTime: ago(scene, DAY),
      createTime: ago(scene, DAY),
    })),
  });
}
