import type { VersionResult } from "@chaoqer/contract/app";
import buttons from "../frame/button.module.css";
import type { Setting } from "../share/page";
import { OPEN_ID, OVERLAY_ID } from "./ids";
import styles from "./open-app.module.css";
import { OpenTag } from "./open-tag";
import { Overlay } from "./overlay";
import { wayOf } from "./way";

interface Props {
  setting: Setting;
  versions: VersionResult[];
  /** `chaoqer://…` */
  deepLink: string;
  label: string;
}

/** The one button that brings visitors into the app, by whatever way works where they are. */
export function OpenApp({ setting, versions, deepLink, label }: Props) {
  const { way, href, tagAppId, download } = wayOf(setting, deepLink, OVERLAY_ID, versions);
  return (
    <>
      <div className={styles.dock}>
        <div className={styles.button}>
          <a
            id={OPEN_ID}
            className={buttons.primary}
            href={href}
            data-way={way}
            data-deep-link={deepLink}
            data-download={download}
          >
            {label}
          </a>
          {tagAppId && <OpenTag appId={tagAppId} extinfo={deepLink} />}
        </div>
        {way !== "overlay" && (
          <a className={styles.download} href={download} rel="noopener">
            还没有安装？下载超圈
          </a>
        )}
      </div>
      {way === "overlay" && <Overlay />}
    </>
  );
}
