"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { App, DatePicker, Flex, Form, Radio } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { DryRun } from "./dry-run";
import { ForcedNote } from "./forced-note";
import { useVersionChanges } from "./queries";
import { Usage } from "./usage";

/** Publishes at once or at a time, after showing who will see what; forcing users asks again. */
export function PublishModal({ version, onClose }: { version: StaffVersion; onClose: () => void }) {
  const { versionId, versionName, forcedUpgrade, state, publishTime } = version;
  const platform = version.clientType === 2 ? 2 : 1;
  const planned = state === "planned" && publishTime !== null;
  const [later, setLater] = useState(planned);
  const [time, setTime] = useState<Dayjs | null>(planned ? dayjs(publishTime) : null);
  const [noTime, setNoTime] = useState(false);
  const [forced, setForced] = useState<number>();
  const { publish } = useVersionChanges();
  const { message } = App.useApp();
  const at = later ? time?.valueOf() : undefined;
  // Another time is another question: who is forced then is asked anew.
  const choose = (isLater: boolean, chosen: Dayjs | null) => {
    setLater(isLater);
    setTime(chosen);
    setNoTime(false);
    setForced(undefined);
  };
  const run = (reason: string) => {
    if (later && !time) return setNoTime(true);
    publish.mutate(
      { versionId, publishTime: at, reason, confirmForced: forced !== undefined },
      {
        onSuccess: ({ outcome, forcedUsers }) => {
          if (outcome === "confirm") return setForced(forcedUsers);
          onClose();
          void message.success(later ? "已安排发布" : "已发布");
        },
      },
    );
  };
  const assume = { versionId, forcedUpgrade };
  return (
    <ReasonModal
      open
      title={`发布版本 ${versionName}`}
      okText={forced === undefined ? (later ? "安排发布" : "发布") : `确认强制${forced}位用户更新`}
      danger={forced !== undefined}
      pending={publish.isPending}
      error={publish.error}
      onOk={run}
      onClose={onClose}
    >
      <Form.Item label="时间" {...(noTime && { validateStatus: "error", help: "请选择发布时间" })}>
        <Flex vertical gap="small" align="start">
          <Radio.Group
            value={later}
            onChange={({ target }) => choose(target.value, time)}
            options={[
              { value: false, label: "立即" },
              { value: true, label: "定时" },
            ]}
          />
          {later && (
            <DatePicker
              aria-label="发布时间"
              format="YYYY-MM-DD HH:mm"
              showTime={{ format: "HH:mm" }}
              value={time}
              minDate={dayjs()}
              needConfirm={false}
              onChange={(chosen: Dayjs | null) => choose(true, chosen)}
            />
          )}
        </Flex>
      </Form.Item>
      <Flex wrap gap="small" style={{ marginBottom: 16 }}>
        <Usage platform={platform} assume={assume} at={at} />
        <DryRun platform={platform} assume={assume} at={at} />
      </Flex>
      <ForcedNote forced={forced} />
    </ReasonModal>
  );
}
