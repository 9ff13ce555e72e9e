import type { ProfileResult } from "@chaoqer/contract/user";
import card from "../frame/card.module.css";
import { Avatar } from "../people/avatar";
import { cardOf } from "../share/card";
import type { Setting } from "../share/page";
import type { Shown } from "../share/shared-page";
import { LinkedText } from "./linked-text";
import styles from "./profile.module.css";

/** A person: face, name, what they say of themselves. */
export function showProfile(person: ProfileResult, setting: Setting): Shown {
  const { uid, nickname, avatar, bio, cardTotal, allowLive } = person;
  return {
    card: cardOf(setting, `${nickname}的超圈名片`, bio || `来超圈认识${nickname}`, avatar),
    open: { deepLink: `chaoqer://profile/${uid}`, label: "打开超圈，认识 TA" },
    body: (
      <section className={`${card.card} ${styles.profile}`}>
        <Avatar id={uid} name={nickname} image={avatar} size="large" eager />
        <h1 className={`${card.title} ${styles.name}`}>{nickname}</h1>
        <p className={card.facts}>
          {allowLive === 1 && "主播 · "}
          {cardTotal > 0 ? `收到过 ${cardTotal} 张名片` : "还没有收到名片"}
        </p>
        {bio !== "" && (
          <p className={`${card.text} ${styles.bio}`}>
            <LinkedText text={bio} />
          </p>
        )}
      </section>
    ),
  };
}
