import type { Refusal } from "../../lib/auth/finish";
import buttons from "../frame/button.module.css";
import { Meta } from "../frame/meta";
import { Notice } from "../frame/notice";
import { BrokenRings } from "../frame/pictures";

const WORDS: Record<Refusal, { title: string; text: string }> = {
  refused: { title: "还没有登录", text: "你没有同意微信登录。登录只用来确认你是微信访客，不会读取你的资料。" },
  failed: { title: "登录没有成功", text: "微信的登录凭证已经失效。请再试一次。" },
  virtual: { title: "请打开完整网页", text: "微信正在用快照方式显示这个页面。请点右下角的「使用完整服务」。" },
  away: { title: "登录暂时不可用", text: "微信或超圈的服务正在喘口气。请稍后再试。" },
};

export interface RefusedProps {
  why: Refusal;
  /** The page that the login was for. */
  to: string;
  siteUrl: string;
}

/** A login led nowhere; nothing starts over by itself. */
export function Refused({ why, to, siteUrl }: RefusedProps) {
  const { title, text } = WORDS[why];
  return (
    <>
      <Meta title={`${title} · 超圈`} description={text} url={`${siteUrl}/login`} image={`${siteUrl}/share.png`} />
      <Notice picture={<BrokenRings />} title={title} text={text}>
        <a className={buttons.primary} href={`/api/login?to=${encodeURIComponent(to)}`}>
          再试一次
        </a>
        <a className={buttons.quiet} href="/">
          去超圈首页
        </a>
      </Notice>
    </>
  );
}
