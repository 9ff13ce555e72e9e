import buttons from "../frame/button.module.css";
import { Frame } from "../frame/frame";
import { Meta } from "../frame/meta";
import { OpenApp } from "../open-app/open-app";
import { PageScript } from "../page-script/script";
import { Avatar } from "../people/avatar";
import { cardOf } from "../share/card";
import type { Content, Kind, Setting } from "../share/page";
import styles from "./invitation.module.css";
import { QrCode } from "./qr-code";

interface Words {
  lead: string;
  open: string;
}

const WORDS: Record<Kind, Words> = {
  room: { lead: "邀请你加入语音活动", open: "打开超圈，进去听听" },
  club: { lead: "邀请你加入圈子", open: "打开超圈，加入圈子" },
  profile: { lead: "邀请你认识一位朋友", open: "打开超圈，认识 TA" },
  event: { lead: "邀请你参加日程", open: "打开超圈，预约日程" },
};
const CLOSED: Words = { lead: "这场活动已经结束", open: "打开超圈，看看别的活动" };

type Props = { setting: Setting } & Omit<Extract<Content<unknown>, { view: "invitation" }>, "view">;

/** What somebody sees who has not logged in and need not: that they are invited, and the ways in. */
export function InvitationView({ setting, invitation, versions }: Props) {
  const { title, image, deepLink, closed } = invitation;
  const { lead, open } = closed ? CLOSED : WORDS[setting.kind];
  const card = cardOf(setting, title, `超圈${lead}`, image);
  return (
    <>
      <Meta title={card.title} description={card.desc} url={card.link} image={card.imgUrl} />
      <Frame aside={<QrCode address={card.link} />}>
        <section className={styles.card}>
          <Avatar id={setting.path.slice(-6)} name={title} image={image} shape="cover" size="large" eager />
          <p className={styles.lead}>{lead}</p>
          <h1 className={styles.title}>{title}</h1>
        </section>
        <OpenApp setting={setting} versions={versions} deepLink={deepLink} label={open} />
        {setting.anyoneMayLogIn && (
          <a className={buttons.quiet} href={`/api/login?to=${encodeURIComponent(setting.path)}`}>
            用沙箱微信登录
          </a>
        )}
      </Frame>
      <PageScript />
    </>
  );
}
