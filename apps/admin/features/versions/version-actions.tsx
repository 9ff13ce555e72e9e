"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { App, Button } from "antd";
import { useState } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { PublishModal } from "./publish-modal";
import { useVersionChanges } from "./queries";
import { VersionForm } from "./version-form";
import { WithdrawModal } from "./withdraw-modal";

/** What can be done with a version in its state. */
export function VersionActions({ version }: { version: StaffVersion }) {
  const { versionId, versionName, state, clientType } = version;
  const [ask, setAsk] = useState<"edit" | "publish" | "withdraw">();
  const { remove } = useVersionChanges();
  const { message, modal } = App.useApp();
  const close = () => setAsk(undefined);
  const onSuccess = () => void message.success("草稿已删除");
  const onError = (error: unknown) => void message.error(failureOf(error).message);
  const askRemove = () =>
    void modal.confirm({
      title: `删除草稿 ${versionName}？`,
      content: "它的版本号可以再用。",
      okText: "删除",
      okButtonProps: { danger: true },
      // The row goes with its draft: only a promise outlives it.
      onOk: () => remove.mutateAsync({ versionId }).then(onSuccess, onError),
    });
  return (
    <>
      {state !== "withdrawn" && (
        <Button type="link" size="small" onClick={() => setAsk("edit")}>
          修改
        </Button>
      )}
      {state !== "published" && (
        <Button type="link" size="small" onClick={() => setAsk("publish")}>
          {PUBLISH_WORDS[state]}
        </Button>
      )}
      {(state === "published" || state === "planned") && (
        <Button type="link" size="small" danger onClick={() => setAsk("withdraw")}>
          {state === "planned" ? "取消发布" : "撤回"}
        </Button>
      )}
      {state === "draft" && (
        <Button type="link" size="small" danger onClick={askRemove}>
          删除
        </Button>
      )}
      {ask === "edit" && <VersionForm platform={clientType === 2 ? 2 : 1} version={version} onClose={close} />}
      {ask === "publish" && <PublishModal version={version} onClose={close} />}
      {ask === "withdraw" && <WithdrawModal version={version} onClose={close} />}
    </>
  );
}

const PUBLISH_WORDS = { draft: "发布", planned: "改时间", withdrawn: "重新发布" } as const;
