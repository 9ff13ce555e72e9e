"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { App, Button } from "antd";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { PublishModal } from "./publish-modal";
import { useVersionChanges } from "./queries";
import { VersionForm } from "./version-form";

/** What can be done with a version in its state. */
export function VersionActions({ version }: { version: StaffVersion }) {
  const { versionId, versionName, state, clientType } = version;
  const [ask, setAsk] = useState<"edit" | "publish" | "withdraw">();
  const { withdraw } = useVersionChanges();
  const { message } = App.useApp();
  if (state === "withdrawn") return null;
  const close = () => {
    withdraw.reset();
    setAsk(undefined);
  };
  return (
    <>
      <Button type="link" onClick={() => setAsk("edit")}>
        修改
      </Button>
      {state !== "published" && (
        <Button type="link" onClick={() => setAsk("publish")}>
          发布
        </Button>
      )}
      {state !== "draft" && (
        <Button type="link" danger onClick={() => setAsk("withdraw")}>
          撤回
        </Button>
      )}
      {ask === "edit" && <VersionForm platform={clientType === 2 ? 2 : 1} version={version} onClose={close} />}
      {ask === "publish" && <PublishModal version={version} onClose={close} />}
      <ReasonModal
        open={ask === "withdraw"}
        title={`撤回版本 ${versionName}`}
        consequence="不再提示更新到这个版本；已经更新的用户不受影响。撤回后不能再发布。"
        okText="撤回"
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onOk={(reason) =>
          withdraw.mutate(
            { versionId, reason },
            {
              onSuccess: () => {
                close();
                void message.success("已撤回");
              },
            },
          )
        }
        onClose={close}
      />
    </>
  );
}
