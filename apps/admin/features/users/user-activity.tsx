import type { UserDetail } from "@chaoqer/contract/staff/users";
import { Card, Empty, Flex, Tabs, Tag } from "antd";
import Link from "next/link";
import type { ReactNode } from "react";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { clientText } from "./words";

function Lines({ lines, empty }: { lines: { key: string; line: ReactNode }[]; empty: string }) {
  if (lines.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <Flex vertical gap="small">
      {lines.map(({ key, line }) => (
        <Flex key={key} gap={8} align="center" wrap>
          {line}
        </Flex>
      ))}
    </Flex>
  );
}

/** Where the user is and was, and whom they know: rooms, clubs, cards, logins. */
export function UserActivity({ user: { present, rooms, clubs, cards, logins } }: { user: UserDetail }) {
  const here = present.map(({ roomId, name }) => ({
    key: `here ${roomId}`,
    line: (
      <>
        <Tag color="green">正在</Tag>
        <Link href={`/rooms/${roomId}`}>{name || "未命名的活动"}</Link>
      </>
    ),
  }));
  const made = rooms.map(({ roomId, name, createTime, closedTime }) => ({
    key: roomId,
    line: (
      <>
        <Link href={`/rooms/${roomId}`}>{name || "未命名的活动"}</Link> <When time={createTime} />{" "}
        {closedTime === null && <Tag color="green">进行中</Tag>}
      </>
    ),
  }));
  const joined = clubs.map(({ clubId, name, joinTime, owner }) => ({
    key: clubId,
    line: (
      <>
        <Link href={`/clubs/${clubId}`}>{name}</Link> {owner === 1 && <Tag>创建者</Tag>}
        <When time={joinTime} />
      </>
    ),
  }));
  const exchanged = cards.map(({ uid, nickname, avatar, sent, time }) => ({
    key: `${sent} ${uid}`,
    line: (
      <Flex gap="small" align="center">
        <Tag>{sent === 1 ? "发给" : "收到"}</Tag>
        <Person uid={uid} nickname={nickname} avatar={avatar} note={<When time={time} />} />
      </Flex>
    ),
  }));
  const entered = logins.map((login) => ({
    key: String(login.createTime),
    line: (
      <>
        <When time={login.createTime} /> {clientText(login)}，{login.ip}
      </>
    ),
  }));
  const tabs = [
    { key: "rooms", label: "活动", children: <Lines lines={[...here, ...made]} empty="没有办过活动" /> },
    { key: "clubs", label: "圈子", children: <Lines lines={joined} empty="没有加入圈子" /> },
    { key: "cards", label: "名片", children: <Lines lines={exchanged} empty="没有发过或收到名片" /> },
    { key: "logins", label: "登录", children: <Lines lines={entered} empty="没有登录记录" /> },
  ];
  return (
    <Card title="动态（各显示最近20条）">
      <Tabs items={tabs} />
    </Card>
  );
}
