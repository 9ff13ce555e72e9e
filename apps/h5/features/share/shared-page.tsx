import type { ReactNode } from "react";
import { Away } from "../away/away";
import { Frame } from "../frame/frame";
import { Meta } from "../frame/meta";
import { Gone } from "../gone/gone";
import { InvitationView } from "../invitation/invitation";
import { QrCode } from "../invitation/qr-code";
import { OpenApp } from "../open-app/open-app";
import { PageScript } from "../page-script/script";
import type { Card } from "./card";
import type { Setting, SharedProps } from "./page";

/** What a kind of page says of the thing it shows. */
export interface Shown {
  card: Card;
  /** Where in the app it is, `chaoqer://…`, and what the button says. */
  open: { deepLink: string; label: string };
  body: ReactNode;
}

type Props<T> = SharedProps<T> & { show: (data: T, setting: Setting) => Shown };

/** A shared page in all its states. */
export function SharedPage<T>({ setting, content, show }: Props<T>) {
  if (content.view === "away") return <Away path={setting.path} siteUrl={setting.siteUrl} />;
  if (content.view === "gone") return <Gone {...setting} />;
  if (content.view === "invitation") return <InvitationView setting={setting} {...content} />;
  const { card, open, body } = show(content.data, setting);
  return (
    <>
      <Meta title={card.title} description={card.desc} url={card.link} image={card.imgUrl} />
      <Frame aside={setting.inWechat ? undefined : <QrCode address={card.link} />}>
        {body}
        <OpenApp setting={setting} versions={content.versions} {...open} />
      </Frame>
      <PageScript data={{ config: content.config, card }} />
    </>
  );
}
