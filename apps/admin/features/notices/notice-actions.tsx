"use client";

import type { NoticeDetail, NoticeRow } from "@chaoqer/contract/staff/notices";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { failureOf } from "../../lib/trpc/failure";
import { NoticeForm } from "./notice-form";
import { useNoticeChanges } from "./queries";
import { TestNotice } from "./test-notice";

/** What can be done with a notice in its state; sending and removing ask first. */
export function NoticeActions({ notice: { noticeId, title, status, sent } }: { notice: NoticeRow }) {
  const { notices } = useTRPC().staff;
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const { remove, send, stop } = useNoticeChanges();
  const [editing, setEditing] = useState<NoticeDetail>();
  const [testing, setTesting] = useState(false);
  const tell = (error: unknown) => void message.error(failureOf(error).message);
  const edit = () =>
    void client.fetchQuery(notices.get.queryOptions({ noticeId }, { staleTime: 0 })).then(setEditing, tell);
  const askSend = async () => {
    const { users } = await client.fetchQuery(notices.reach.queryOptions({ noticeId }, { staleTime: 0 }));
    modal.confirm({
      title: sent > 0 ? `继续发送“${title}”？` : `发送“${title}”？`,
      content: `预计送达 ${users} 位用户${sent > 0 ? `，其中 ${sent} 位已经收到，不会重复` : ""}。送达的不能收回；发送途中可以停止。`,
      okText: "发送",
      onOk: () => send.mutate({ noticeId }, { onError: tell }),
    });
  };
  const askRemove = () =>
    modal.confirm({
      title: `删除草稿“${title}”？`,
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ noticeId }, { onError: tell }),
    });
  const askStop = () =>
    modal.confirm({
      title: `停止发送“${title}”？`,
      content: "已经送达的不能收回。",
      okText: "停止",
      okButtonProps: { danger: true },
      onOk: () => stop.mutate({ noticeId }, { onError: tell }),
    });
  if (status === "sending")
    return (
      <Button danger size="small" onClick={askStop}>
        停止
      </Button>
    );
  if (status === "stopped")
    return (
      <Button size="small" onClick={() => void askSend().catch(tell)}>
        继续发送
      </Button>
    );
  if (status === "done") return null;
  return (
    <>
      <Button type="link" size="small" onClick={edit}>
        修改
      </Button>
      <Button type="link" size="small" onClick={() => setTesting(true)}>
        试发
      </Button>
      <Button type="link" size="small" onClick={() => void askSend().catch(tell)}>
        发送
      </Button>
      <Button type="link" size="small" danger onClick={askRemove}>
        删除
      </Button>
      {editing && <NoticeForm notice={editing} onClose={() => setEditing(undefined)} />}
      {testing && <TestNotice noticeId={noticeId} onClose={() => setTesting(false)} />}
    </>
  );
}
