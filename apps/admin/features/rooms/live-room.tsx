"use client";

import { RoomRole } from "@chaoqer/contract/enums";
import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import { Badge, type BadgeProps, Empty, Flex, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { FailureNote } from "../parts/failure-note";
import { Person } from "../people/person";
import styles from "./live-room.module.css";
import { type LiveState, useLiveRoom } from "./use-live-room";

const ROLE_NAMES: Record<number, string> = { [RoomRole.host]: "主持人", [RoomRole.speaker]: "发言者" };

const STATES: Record<LiveState, { status: BadgeProps["status"]; text: string }> = {
  connecting: { status: "default", text: "正在连接…" },
  live: { status: "processing", text: "实时" },
  reconnecting: { status: "warning", text: "连接断开，正在重连…" },
  ended: { status: "default", text: "已结束" },
  failed: { status: "error", text: "不再更新" },
};

type Props = {
  roomId: string;
  /** What is known without the connection; shown until that tells more. */
  fallback?: ReactNode;
};

/** Who is on stage, asks to speak and listens in a room, as it changes. */
export function LiveRoom({ roomId, fallback }: Props) {
  const { view, state, error, retry } = useLiveRoom(roomId);
  const { status, text } = STATES[state];
  const old = state === "reconnecting" && view;
  return (
    <>
      <p role="status" className={styles.state}>
        <Badge status={status} text={old ? `${text} 下面是断开前的情况` : text} />
      </p>
      {state === "failed" && <FailureNote error={error} onRetry={retry} />}
      {view ? <Present view={view} dimmed={state === "reconnecting"} /> : fallback}
    </>
  );
}

function Present({ view, dimmed }: { view: StaffRoomView; dimmed: boolean }) {
  const { stage, stageTotal, hands, handTotal, audience, audienceTotal } = view;
  if (stageTotal + audienceTotal === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有人在场" />;
  return (
    <div className={dimmed ? styles.old : undefined}>
      <Group name="台上" total={stageTotal}>
        {stage.map((one) => (
          <Person key={one.uid} {...one} note={<OnStage role={one.role} muted={one.muted === 1} />} />
        ))}
      </Group>
      <Group name="举手" total={handTotal}>
        {hands.map((one) => (
          <Person key={one.uid} {...one} />
        ))}
      </Group>
      <Group name="听众" total={audienceTotal}>
        {audience.map((one) => (
          <Person key={one.uid} {...one} />
        ))}
      </Group>
    </div>
  );
}

function OnStage({ role, muted }: { role: number; muted: boolean }) {
  return (
    <>
      <Tag color={role === RoomRole.host ? "blue" : "default"}>{ROLE_NAMES[role]}</Tag>{" "}
      {muted && <Tag color="orange">已静音</Tag>}
    </>
  );
}

/** People of one kind; what the list leaves out is counted. */
function Group({ name, total, children }: { name: string; total: number; children: ReactNode[] }) {
  if (total === 0) return null;
  const title = `${name} ${total} 人`;
  return (
    <section aria-label={title} className={styles.group}>
      <Typography.Text type="secondary">{title}</Typography.Text>
      <Flex vertical gap="small">
        {children}
      </Flex>
      {total > children.length && (
        <Typography.Text type="secondary">还有 {total - children.length} 人没有列出</Typography.Text>
      )}
    </section>
  );
}
