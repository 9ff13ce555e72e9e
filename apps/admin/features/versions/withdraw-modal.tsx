"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { App } from "antd";
import { ReasonModal } from "../parts/reason-modal";
import { useVersionChanges } from "./queries";

const WORDS = {
  planned: {
    title: "取消发布版本",
    consequence: "到时不会发布，版本回到草稿。",
    okText: "取消发布",
    done: "已取消，版本回到草稿",
  },
  published: {
    title: "撤回版本",
    consequence: "不再提示更新到这个版本，已经更新的用户不受影响。撤回后可以重新发布。",
    okText: "撤回",
    done: "已撤回",
  },
};

/** Takes back what is out, or what is planned to be. */
export function WithdrawModal({ version, onClose }: { version: StaffVersion; onClose: () => void }) {
  const { versionId, versionName, state } = version;
  const { withdraw } = useVersionChanges();
  const { message } = App.useApp();
  const { title, consequence, okText, done } = WORDS[state === "planned" ? "planned" : "published"];
  const onSuccess = () => {
    onClose();
    void message.success(done);
  };
  return (
    <ReasonModal
      open
      title={`${title} ${versionName}`}
      consequence={consequence}
      okText={okText}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onOk={(reason) => withdraw.mutate({ versionId, reason }, { onSuccess })}
      onClose={onClose}
    />
  );
}
