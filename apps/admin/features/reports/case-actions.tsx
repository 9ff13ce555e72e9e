"use client";

import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { App, Button } from "antd";
import { useState } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { useMe } from "../frame/me";
import { useShortcuts } from "../frame/shortcuts";
import { DecideModal, type Wish } from "./decide-modal";
import { useCaseChanges } from "./queries";

/** Claim, release, dismiss, act: for a case that is open. */
export function CaseActions({ detail }: { detail: CaseDetail }) {
  const { staffId } = useMe();
  const { message, modal } = App.useApp();
  const { claim, release } = useCaseChanges();
  const [wish, setWish] = useState<Wish>();
  const { caseId, assignee, status } = detail;
  const open = status === 0;
  const mine = assignee?.staffId === staffId;
  const onError = (error: unknown) => void message.error(failureOf(error).message);
  const take = (takeOver: boolean) =>
    claim.mutate({ caseId, takeOver }, { onError, onSuccess: () => void message.success("已认领") });
  const claimOrRelease = () => {
    if (mine) return release.mutate({ caseId }, { onError, onSuccess: () => void message.success("已释放") });
    if (!assignee) return take(false);
    modal.confirm({
      title: `${assignee.displayName}正在处理这个案件`,
      content: "接手后由你负责，建议先和对方确认。",
      okText: "接手",
      onOk: () => take(true),
    });
  };
  useShortcuts("案件", [
    ...(open
      ? [
          { key: "c", label: mine ? "释放" : "认领", run: claimOrRelease },
          { key: "d", label: "驳回", run: () => setWish("dismiss") },
          { key: "f", label: "冻结", run: () => setWish("freeze") },
        ]
      : []),
  ]);
  if (!open && !wish) return null;
  return (
    <>
      {open && (
        <>
          <Button onClick={claimOrRelease} loading={claim.isPending || release.isPending}>
            {mine ? "释放" : assignee ? "接手" : "认领"}
          </Button>
          <Button onClick={() => setWish("dismiss")}>驳回</Button>
          <Button type="primary" danger onClick={() => setWish("act")}>
            处理
          </Button>
        </>
      )}
      {wish && (
        <DecideModal
          wish={wish}
          cases={open ? [detail] : []}
          seenTime={detail.seenTime}
          onClose={() => setWish(undefined)}
          onDone={() => setWish(undefined)}
        />
      )}
    </>
  );
}
