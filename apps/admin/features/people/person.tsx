import { Avatar, Flex, Tag } from "antd";
import Link from "next/link";
import type { ReactNode } from "react";
import { momentText } from "../parts/when";
import { STATE_WORDS } from "./words";

type Props = { uid?: string | null; nickname: string; avatar: string; note?: ReactNode; size?: number };

/** A user, with a way to their page. */
export function Person({ uid, nickname, avatar, note, size = 28 }: Props) {
  const name = nickname || "未命名";
  return (
    <Flex align="center" gap={8}>
      <Avatar src={avatar || undefined} size={size} alt="">
        {name.slice(0, 1)}
      </Avatar>
      <span>
        {uid ? <Link href={`/users/${uid}`}>{name}</Link> : name}
        {note && <> {note}</>}
      </span>
    </Flex>
  );
}

type StateProps = { status: number; frozenUntil?: number | null; limitedUntil?: number | null };

/** What an account may do, and until when not. */
export function AccountStateTag({ status, frozenUntil, limitedUntil }: StateProps) {
  const { name, color } = STATE_WORDS[status] ?? { name: String(status), color: "default" };
  const until = status === -2 ? frozenUntil : status === -1 ? limitedUntil : undefined;
  const words = until === undefined ? name : until === null ? `${name}（永久）` : `${name}至 ${momentText(until)}`;
  return <Tag color={color}>{words}</Tag>;
}
