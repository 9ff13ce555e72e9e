import buttons from "../frame/button.module.css";
import { Frame } from "../frame/frame";
import { Mark } from "../frame/logo";
import { Meta } from "../frame/meta";
import { OVERLAY_ID } from "../open-app/ids";
import { Overlay } from "../open-app/overlay";
import styles from "./landing.module.css";
import type { Download } from "./platforms";

const POINTS = [
  { title: "推门就能听", text: "不用准备，不用开摄像头。看到感兴趣的活动，进去听听看。" },
  { title: "圈子里都是同好", text: "因为同一件事聚到一起的人，每周在固定的时间见面。" },
  { title: "举手就能聊", text: "听到想说的，举手上台，声音会帮你认识新朋友。" },
];

interface Props {
  downloads: Download[];
  /** Downloads do not work here: the buttons say how to get to a browser. */
  inBrowserOnly: boolean;
  siteUrl: string;
}

/** The page at `/`: what this is and where to get it. */
export function Landing({ downloads, inBrowserOnly, siteUrl }: Props) {
  return (
    <>
      <Meta
        indexed
        title="超圈：和聊得来的人，用声音见面"
        description="超圈是语音活动社区：推门就能听，举手就能聊，圈子里都是同好。"
        url={`${siteUrl}/`}
        image={`${siteUrl}/share.png`}
      />
      <Frame>
        <div className={styles.hero}>
          <Mark size={88} />
          <h1 className={styles.title}>和聊得来的人，用声音见面</h1>
          <p className={styles.lead}>超圈是一个语音活动社区。</p>
        </div>
        <section className={styles.downloads} aria-label="下载">
          {downloads.length === 0 && <p className={styles.none}>下载即将开放，敬请期待。</p>}
          {downloads.map(({ platform, label, versionName, url }, index) => (
            <a
              key={platform}
              className={index === 0 ? buttons.primary : buttons.quiet}
              href={inBrowserOnly ? `#${OVERLAY_ID}` : url}
              rel="noopener"
            >
              下载 {label}
              <span className={styles.version}>{versionName}</span>
            </a>
          ))}
        </section>
        <ul className={styles.points}>
          {POINTS.map(({ title, text }) => (
            <li key={title} className={styles.point}>
              <h2 className={styles.pointTitle}>{title}</h2>
              <p className={styles.pointText}>{text}</p>
            </li>
          ))}
        </ul>
        {inBrowserOnly && <Overlay />}
      </Frame>
    </>
  );
}
