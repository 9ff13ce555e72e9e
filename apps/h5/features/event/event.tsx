import type { H5EventResult } from "@chaoqer/contract/h5";
import card from "../frame/card.module.css";
import { Voice } from "../frame/voice";
import { People } from "../people/people";
import { LinkedText } from "../profile/linked-text";
import { cardOf } from "../share/card";
import type { Setting } from "../share/page";
import type { Shown } from "../share/shared-page";
import { Countdown, When, Zone } from "../time/time";
import { BEIJING, countdownWords, whenWords } from "../time/words";
import styles from "./event.module.css";
import { STAGES, type Stage, stageOf } from "./stage";

/** An event: when, what about, with whom; once it runs it leads to its room. */
export function showEvent(event: H5EventResult, setting: Setting): Shown {
  const stage = stageOf(event, setting.now);
  const when = `${whenWords(event.eventTime, setting.now, BEIJING)}（北京时间）`;
  const names = event.memberList.map(({ nickname }) => nickname).join("、");
  const deepLink = stage === "running" ? `chaoqer://room/${event.roomId}` : `chaoqer://event/${event.eventId}`;
  return {
    card: cardOf(setting, event.name, `${STAGES[stage].tag} · ${when} · ${names}`, event.memberList[0]?.avatar),
    open: { deepLink, label: STAGES[stage].open },
    body: <EventView event={event} stage={stage} now={setting.now} />,
  };
}

function EventView({ event, stage, now }: { event: H5EventResult; stage: Stage; now: number }) {
  const { eventTime } = event;
  const { tag, live } = STAGES[stage];
  const ahead = stage === "ahead" || stage === "soon";
  return (
    <>
      <section className={card.card}>
        <div className={card.tags}>
          <span className={live ? card.live : card.tag}>
            {stage === "running" && <Voice />}
            {tag}
          </span>
        </div>
        <h1 className={card.title}>{event.name}</h1>
        <div className={styles.time}>
          <p className={styles.when}>
            <When at={eventTime} now={now} />
          </p>
          <p className={styles.zone}>
            <Zone at={eventTime} />
            {ahead && (
              <span className={styles.countdown} hidden={countdownWords(eventTime, now) === ""}>
                还有 <Countdown at={eventTime} now={now} />
              </span>
            )}
          </p>
        </div>
        {stage === "running" && <p className={styles.note}>活动已经开场，现在就能进去听。</p>}
        {stage === "over" && <p className={styles.note}>这场活动已经结束。</p>}
        {event.desc && (
          <p className={`${card.text} ${styles.desc}`}>
            <LinkedText text={event.desc} />
          </p>
        )}
      </section>
      <section className={card.card}>
        <h2 className={card.heading}>
          主持人和嘉宾 <span>{event.memberList.length} 位</span>
        </h2>
        <People people={event.memberList} roleOf={({ uid }) => (uid === event.uid ? "主持人" : "嘉宾")} />
      </section>
    </>
  );
}
