import { createElement } from "react";
import { OPEN_TAG_ID } from "./ids";
import styles from "./open-app.module.css";

/** WeChat draws this inside the tag, apart from the page's styles; unseen, it takes the taps meant for our button. */
const TEMPLATE =
  "<style>.open{display:block;width:100%;height:52px;margin:0;padding:0;border:0;opacity:0}</style>" +
  '<button class="open">打开超圈</button>';

interface Props {
  appId: string;
  /** What the app is handed: the deep link. */
  extinfo: string;
}

/** WeChat's open tag for apps (developers.weixin.qq.com/doc/service/guide/h5/opentag.html), over the open button. */
export function OpenTag({ appId, extinfo }: Props) {
  return createElement(
    "wx-open-launch-app",
    { id: OPEN_TAG_ID, class: styles.tag, appid: appId, extinfo },
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
    <script type="text/wxtag-template" dangerouslySetInnerHTML={{ __html: TEMPLATE }} />,
  );
}
