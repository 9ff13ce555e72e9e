import { isHttpUrl } from "@chaoqer/contract/fields";
import type { H5ClubPageResult } from "@chaoqer/contract/h5";
import card from "../frame/card.module.css";
import { People } from "../people/people";
import { cardOf } from "../share/card";
import type { Setting } from "../share/page";
import type { Shown } from "../share/shared-page";
import { dayWords } from "../time/words";
import styles from "./club.module.css";

/** A club: its cover, its name, how many belong to it and since when, and who joined last. */
export function showClub(club: H5ClubPageResult, setting: Setting): Shown {
  const total = `${club.memberTotal} 位成员`;
  return {
    card: cardOf(setting, `邀请你加入圈子：${club.name}`, `${total}，一起用声音聊天`, club.cover),
    open: { deepLink: `chaoqer://club/${club.clubId}`, label: "打开超圈，加入圈子" },
    body: (
      <>
        <section className={styles.club}>
          <div className={styles.cover}>
            <span className={styles.initial} aria-hidden="true">
              {Array.from(club.name)[0]}
            </span>
            {isHttpUrl(club.cover) && (
              // biome-ignore lint/performance/noImgElement: the pictures are on a CDN of their own, and pages carry no framework script
              <img
                className={styles.image}
                src={club.cover}
                alt=""
                width={880}
                height={495}
                decoding="async"
                referrerPolicy="no-referrer"
              />
            )}
          </div>
          <div className={styles.words}>
            <p className={styles.kind}>圈子</p>
            <h1 className={card.title}>{club.name}</h1>
            <dl className={styles.numbers}>
              <div>
                <dt>成员</dt>
                <dd>{club.memberTotal}</dd>
              </div>
              <div>
                <dt>建立于</dt>
                <dd>{foundedWords(club.createTime, setting.now)}</dd>
              </div>
            </dl>
          </div>
        </section>
        {club.memberList.length > 0 && (
          <section className={card.card}>
            <h2 className={card.heading}>
              最近加入 <span>{club.memberTotal} 人</span>
            </h2>
            <People people={club.memberList} />
          </section>
        )}
      </>
    ),
  };
}

const foundedWords = (time: number, now: number) => dayWords(time, now, 480).split(" ")[0];
