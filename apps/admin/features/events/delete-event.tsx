"use client";

import type { StaffEvent } from "@chaoqer/contract/staff/places";
import { App } from "antd";
import { Ending } from "../parts/ending";
import { useDeleteEvent } from "./queries";

/** Deletes an event that is there. */
export function DeleteEvent({ event: { eventId, name, reminders, deletedTime } }: { event: StaffEvent }) {
  const remove = useDeleteEvent();
  const { message } = App.useApp();
  if (deletedTime !== null) return null;
  return (
    <Ending
      label="删除"
      name={name}
      consequence={`从所有人的列表里消失，${reminders}个提醒不再发出，不能恢复。`}
      notice={{ title: "日程已删除", content: `你的日程“${name}”存在违反社区规范的内容，已被删除。` }}
      pending={remove.isPending}
      error={remove.error}
      onReset={remove.reset}
      onEnd={(input, done) =>
        remove.mutate(
          { eventId, ...input },
          {
            onSuccess: () => {
              done();
              void message.success("日程已删除");
            },
          },
        )
      }
    />
  );
}
