"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { Alert, App, DatePicker, Flex, Form, Radio } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { DryRun } from "./dry-run";
import { useVersionChanges } from "./queries";
import { Usage } from "./usage";

/** Publishes at once or at a time, after showing who will see what; forcing users asks again. */
export function PublishModal({ version, onClose }: { version: StaffVersion; onClose: () => void }) {
  const { versionId, versionName, forcedUpgrade, publishTime } = version;
  const platform = version.clientType === 2 ? 2 : 1;
  const [later, setLater] = useState(publishTime !== null);
  const [time, setTime] = useState<Dayjs | null>(publishTime === null ? null : dayjs(publishTime));
  const [forced, setForced] = useState<number>();
  const { publish } = useVersionChanges();
  const { message } = App.useApp();
  const at = later ? time?.valueOf() : undefined;
  const run = (reason: string) =>
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
  const assume = { versionId, forcedUpgrade };
  return (
    <ReasonModal
      open
      title={`发布版本 ${versionName}`}
      okText={forced === undefined ? "发布" : `确认强制${forced}位用户更新`}
      danger={forced !== undefined}
      pending={publish.isPending}
      error={publish.error}
      onOk={run}
      onClose={onClose}
    >
      {forced !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={`${forced}位在用的用户将必须更新才能继续使用`}
          description="确认无误后再点一次。"
          style={{ marginBottom: 16 }}
        />
      )}
      <Form.Item label="时间">
        <Flex vertical gap="small" align="start">
          <Radio.Group
            value={later}
            onChange={({ target }) => setLater(target.value)}
            options={[
              { value: false, label: "立即" },
              { value: true, label: "定时" },
            ]}
          />
          {later && (
            <DatePicker
              aria-label="发布时间"
              showTime={{ format: "HH:mm" }}
              value={time}
              minDate={dayjs()}
              onChange={setTime}
            />
          )}
        </Flex>
      </Form.Item>
      <Flex vertical gap="small" style={{ marginBottom: 16 }}>
        <Usage platform={platform} assume={assume} at={at} />
        <DryRun platform={platform} assume={assume} at={at} />
      </Flex>
    </ReasonModal>
  );
}
