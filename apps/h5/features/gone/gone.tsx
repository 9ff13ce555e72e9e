import buttons from "../frame/button.module.css";
import { Meta } from "../frame/meta";
import { Notice } from "../frame/notice";
import { EmptyRing } from "../frame/pictures";
import type { Kind, Setting } from "../share/page";

const WORDS: Record<Kind, { title: string; text: string }> = {
  room: { title: "这个活动找不到了", text: "分享的链接保留 30 天，过期后就看不到了。也可能链接不完整。" },
  club: { title: "这个圈子找不到了", text: "圈子可能已经解散，或者链接不完整。" },
  profile: { title: "找不到这位用户", text: "对方可能已经离开超圈，或者链接不完整。" },
  event: { title: "这个日程找不到了", text: "日程可能已经取消，或者链接不完整。" },
};

/** What was shared is not there (any more), or never was. */
export function Gone({ kind, path, siteUrl }: Pick<Setting, "kind" | "path" | "siteUrl">) {
  const { title, text } = WORDS[kind];
  return (
    <>
      <Meta title={`${title} · 超圈`} description={text} url={siteUrl + path} image={`${siteUrl}/share.png`} />
      <Notice picture={<EmptyRing />} title={title} text={text}>
        <a className={buttons.primary} href="/">
          看看超圈是什么
        </a>
      </Notice>
    </>
  );
}
