"use client";

import type { UserDetail } from "@chaoqer/contract/staff/users";
import { App, Button } from "antd";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { ActModal } from "./act-modal";
import { useUserChanges } from "./queries";

type Ask = "act" | "revoke" | "live";

/** What can be done about a user; a deleted one is left alone. */
export function UserActions({ user }: { user: UserDetail }) {
  const { uid, nickname, status, session, allowLive } = user;
  const [ask, setAsk] = useState<Ask>();
  const { revoke, setAllowLive } = useUserChanges();
  const { message } = App.useApp();
  if (status === -99) return null;
  const close = () => {
    revoke.reset();
    setAllowLive.reset();
    setAsk(undefined);
  };
  const done = (words: string) => () => {
    close();
    void message.success(words);
  };
  const may = allowLive !== 1;
  return (
    <>
      <Button onClick={() => setAsk("live")}>{may ? "允许直播" : "取消直播"}</Button>
      <Button disabled={!session} onClick={() => setAsk("revoke")}>
        结束会话
      </Button>
      <Button type="primary" danger onClick={() => setAsk("act")}>
        处理
      </Button>
      {ask === "act" && <ActModal uid={uid} nickname={nickname} onClose={close} onDone={done("已处理")} />}
      <ReasonModal
        open={ask === "revoke"}
        title={`结束会话：${nickname}`}
        consequence="在当前设备上立即退出登录，可以重新登录。"
        okText="结束会话"
        danger
        pending={revoke.isPending}
        error={revoke.error}
        onOk={(reason) => revoke.mutate({ uid, reason }, { onSuccess: done("会话已结束") })}
        onClose={close}
      />
      <ReasonModal
        open={ask === "live"}
        title={`${may ? "允许直播" : "取消直播"}：${nickname}`}
        consequence={may ? "可以在自己的活动里开播。" : "不能再开播。"}
        okText={may ? "允许" : "取消直播"}
        danger={!may}
        pending={setAllowLive.isPending}
        error={setAllowLive.error}
        onOk={(reason) => setAllowLive.mutate({ uid, allowLive: may, reason }, { onSuccess: done("已修改") })}
        onClose={close}
      />
    </>
  );
}
