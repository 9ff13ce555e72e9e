"use client";

import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Card, Collapse } from "antd";
import { useState } from "react";
import { LiveRoom } from "../rooms/live-room";
import { Members } from "../rooms/members";

type Room = CaseDetail["live"][number];

/** Every room that was live while the page was open: one that ends stays to be seen. */
function useSeen(rooms: readonly Room[]): readonly Room[] {
  const [seen, setSeen] = useState(rooms);
  const more = rooms.filter(({ roomId }) => !seen.some((one) => one.roomId === roomId));
  if (more.length > 0) setSeen([...seen, ...more]);
  return seen;
}

const nameOf = ({ name }: Room) => name || "未命名的活动";

/** Who is in the room right now, or in the rooms that the user is in; of several one is followed, the one unfolded. */
export function LiveRooms({ rooms }: { rooms: CaseDetail["live"] }) {
  const seen = useSeen(rooms);
  const [first] = seen;
  if (!first) return null;
  const body = ({ roomId, members }: Room) => (
    <div style={{ maxHeight: 420, overflowY: "auto" }}>
      <LiveRoom key={roomId} roomId={roomId} fallback={<Members members={members} />} />
    </div>
  );
  if (seen.length === 1) return <Card title={`活动现场：${nameOf(first)}`}>{body(first)}</Card>;
  return (
    <Card title={`${seen.length}个活动现场`}>
      <Collapse
        accordion
        ghost
        destroyOnHidden
        defaultActiveKey={first.roomId}
        items={seen.map((room) => ({ key: room.roomId, label: nameOf(room), children: body(room) }))}
      />
    </Card>
  );
}
