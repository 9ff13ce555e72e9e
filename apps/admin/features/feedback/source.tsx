"use client";

import type { FeedbackDetail } from "@chaoqer/contract/staff/feedback";
import { Flex } from "antd";
import Link from "next/link";
import { useMayEnter } from "../frame/me";
import { Facts } from "../parts/facts";
import { When } from "../parts/when";
import { Person } from "../people/person";

interface User {
  uid: string;
  nickname: string;
  avatar: string;
}

/** A user, with a way to their page for those who may go there. */
export function UserLink({ user, size = 28 }: { user: User; size?: number }) {
  const open = useMayEnter("/users");
  return <Person {...user} uid={open ? user.uid : null} size={size} />;
}

/** A case's number, with a way to it for those who may go there. */
export function CaseLink({ caseId }: { caseId: string }) {
  return useMayEnter("/reports") ? <Link href={`/reports/${caseId}`}>{caseId}</Link> : caseId;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const usersOf = (list: unknown): User[] => (Array.isArray(list) ? list : []);

/** The room that a feedback is about, as it was when it was written. */
export function RoomContext({
  roomId,
  snapshot,
}: {
  roomId: string;
  snapshot: NonNullable<FeedbackDetail["snapshot"]>;
}) {
  const open = useMayEnter("/rooms");
  const members = usersOf(snapshot.memberList);
  const total = typeof snapshot.memberTotal === "number" ? snapshot.memberTotal : members.length;
  const creator = text(snapshot.nickname);
  const items = [
    { key: "name", label: "名称", children: text(snapshot.name) || "未命名" },
    { key: "id", label: "活动编号", children: open ? <Link href={`/rooms/${roomId}`}>{roomId}</Link> : roomId },
    { key: "creator", label: "创建者", children: creator ? `${creator}（${text(snapshot.uid)}）` : "—" },
    { key: "club", label: "圈子", children: text(snapshot.clubName) || "—" },
    { key: "private", label: "私密", children: snapshot.inviteOnly === 1 ? "是" : "否" },
    { key: "since", label: "开始", children: <When time={Number(snapshot.createTime) || null} /> },
    {
      key: "members",
      label: `在场 ${total} 人`,
      children: (
        <Flex gap="small" wrap>
          {members.map((one) => (
            <UserLink key={one.uid} user={one} size={22} />
          ))}
          {members.length === 0 && "—"}
        </Flex>
      ),
    },
  ];
  return <Facts title="当时的活动" items={items} />;
}
