"use client";

import type { StaffClub } from "@chaoqer/contract/staff/places";
import { App } from "antd";
import { Ending } from "../parts/ending";
import { useDissolveClub } from "./queries";

/** Dissolves a club that is there. */
export function DissolveClub({ club: { clubId, name, memberTotal, dissolvedTime } }: { club: StaffClub }) {
  const dissolve = useDissolveClub();
  const { message } = App.useApp();
  if (dissolvedTime !== null) return null;
  return (
    <Ending
      label="解散"
      name={name}
      consequence={`${memberTotal}名成员失去这个圈子，圈内正在进行的活动一并关闭，不能恢复。`}
      notice={{ title: "圈子已解散", content: `你的圈子“${name}”存在违反社区规范的内容，已被解散。` }}
      pending={dissolve.isPending}
      error={dissolve.error}
      onReset={dissolve.reset}
      onEnd={(input, done) =>
        dissolve.mutate(
          { clubId, ...input },
          {
            onSuccess: () => {
              done();
              void message.success("圈子已解散");
            },
          },
        )
      }
    />
  );
}
