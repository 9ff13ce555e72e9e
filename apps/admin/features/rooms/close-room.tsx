"use client";

import type { StaffRoom } from "@chaoqer/contract/staff/places";
import { App } from "antd";
import { Ending } from "../parts/ending";
import { useCloseRoom } from "./queries";

/** Closes a room that is open. */
export function CloseRoom({ room: { roomId, name, open, memberTotal } }: { room: StaffRoom }) {
  const close = useCloseRoom();
  const { message } = App.useApp();
  if (open !== 1) return null;
  const which = name ? `“${name}”` : "";
  return (
    <Ending
      label="关闭"
      name={name || "未命名的活动"}
      consequence={`${memberTotal}人立即离开，活动不能再打开。`}
      notice={{ title: "活动已关闭", content: `你的活动${which}存在违反社区规范的内容，已被关闭。` }}
      pending={close.isPending}
      error={close.error}
      onReset={close.reset}
      onEnd={(input, done) =>
        close.mutate(
          { roomId, ...input },
          {
            onSuccess: () => {
              done();
              void message.success("活动已关闭");
            },
          },
        )
      }
    />
  );
}
