import type { H5RoomResult } from "@chaoqer/contract/h5";
import { ClubRow } from "../club/club-row";
import card from "../frame/card.module.css";
import { Voice } from "../frame/voice";
import { Avatar } from "../people/avatar";
import { People } from "../people/people";
import { cardOf } from "../share/card";
import type { Setting } from "../share/page";
import type { Shown } from "../share/shared-page";
import { Since, When } from "../time/time";
import styles from "./room.module.css";
import { afterRoom, audienceOf, roomName } from "./words";

/** A shared room: who shared it, what it is, who was there when it was shared, and whether it still goes on. */
export function showRoom(room: H5RoomResult, setting: Setting): Shown {
  const { closed, fromMember } = room;
  const name = roomName(room);
  const title = closed ? `${name}（已结束）` : `${fromMember.nickname}邀请你：${name}`;
  const desc = `${room.clubResult ? `${room.clubResult.name} · ` : ""}${room.memberTotal} 人在场，点开就能听`;
  return {
    card: cardOf(setting, title, closed ? "这场语音活动已经结束。" : desc, room.clubResult?.cover ?? fromMember.avatar),
    open: closed ? afterRoom(room) : { deepLink: `chaoqer://room/${room.roomId}`, label: "打开超圈，进去听听" },
    body: <RoomView room={room} now={setting.now} />,
  };
}

function RoomView({ room, now }: { room: H5RoomResult; now: number }) {
  const { closed, fromMember, createTime } = room;
  return (
    <>
      <p className={styles.from}>
        <Avatar id={fromMember.uid} name={fromMember.nickname} image={fromMember.avatar} size="small" eager />
        <span className={styles.fromWords}>
          <b className={styles.fromName}>{fromMember.nickname}</b>
          {closed ? "和你分享过一场活动" : "邀请你一起听"}
        </span>
      </p>
      <section className={card.card}>
        <div className={card.tags}>
          {closed ? (
            <span className={card.tag}>已结束</span>
          ) : (
            <span className={card.live}>
              <Voice />
              正在进行
            </span>
          )}
          <span className={card.tag}>{audienceOf(room)}</span>
        </div>
        <h1 className={card.title}>{roomName(room)}</h1>
        <p className={card.facts}>
          <When at={createTime} now={now} /> 开始
          {!closed && (
            <>
              {" · "}
              <Since at={createTime} now={now} />
            </>
          )}
        </p>
        {closed === 1 && <p className={styles.closed}>这场活动已经结束，来不及进场了。</p>}
        {room.clubResult && <ClubRow club={room.clubResult} />}
      </section>
      {room.memberList.length > 0 && (
        <section className={card.card}>
          <h2 className={card.heading}>
            分享时在场 <span>{room.memberTotal} 人</span>
          </h2>
          <People people={room.memberList} />
          {room.memberTotal > room.memberList.length && (
            <p className={styles.more}>还有 {room.memberTotal - room.memberList.length} 人</p>
          )}
        </section>
      )}
    </>
  );
}
