"use client";

import type { StaffVersion } from "@chaoqer/contract/staff/versions";
import { Form, Input, InputNumber, Modal, Switch } from "antd";
import { useState } from "react";
import { FailureNote } from "../parts/failure-note";
import { ForcedNote } from "./forced-note";
import { useVersionChanges } from "./queries";

interface Fields {
  versionCode: number;
  versionName: string;
  versionDesc: string;
  downloadUrl: string;
  forcedUpgrade: boolean;
  reason: string;
}

type Props = { platform: 1 | 2; version?: StaffVersion; onClose: () => void };

/** A new version, which begins as a draft, or changes to one; forcing many asks again. */
export function VersionForm({ platform, version, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const { create, update } = useVersionChanges();
  const [forced, setForced] = useState<number>();
  const { isPending, error } = version ? update : create;
  const save = ({ versionCode, reason, ...text }: Fields) => {
    if (!version) return create.mutate({ clientType: platform, versionCode, ...text }, { onSuccess: onClose });
    const input = { versionId: version.versionId, ...text, reason, confirmForced: forced !== undefined };
    update.mutate(input, {
      onSuccess: ({ outcome, forcedUsers }) => (outcome === "confirm" ? setForced(forcedUsers) : onClose()),
    });
  };
  return (
    <Modal
      open
      title={version ? `修改版本 ${version.versionName}` : `新建${platform === 1 ? " iOS " : " Android "}版本`}
      okText={forced === undefined ? "保存" : `仍然保存，强制${forced}位用户更新`}
      okButtonProps={{ danger: forced !== undefined }}
      confirmLoading={isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ forcedUpgrade: false, ...version }}
        onFinish={save}
        onValuesChange={() => setForced(undefined)}
      >
        {!version && (
          <Form.Item
            name="versionCode"
            label="版本号"
            extra="整数，必须大于这个平台已有的版本号"
            rules={[{ required: true, message: "请填写版本号" }]}
          >
            <InputNumber min={1} max={999_999_999} precision={0} style={{ width: 200 }} />
          </Form.Item>
        )}
        <Form.Item
          name="versionName"
          label="版本名称"
          rules={[{ required: true, whitespace: true, message: "请填写版本名称" }]}
        >
          <Input maxLength={50} placeholder="如 2.3.0" />
        </Form.Item>
        <Form.Item
          name="versionDesc"
          label="更新内容"
          extra="用户在更新提示里看到"
          rules={[{ required: true, whitespace: true, message: "请填写更新内容" }]}
        >
          <Input.TextArea maxLength={1000} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <Form.Item
          name="downloadUrl"
          label="下载地址"
          rules={[{ required: true, type: "url", message: "请填写 http(s) 地址" }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item
          name="forcedUpgrade"
          label="强制更新"
          valuePropName="checked"
          extra="低于这个版本的用户必须更新才能继续使用"
        >
          <Switch />
        </Form.Item>
        {version && (
          <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: "请填写原因" }]}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
          </Form.Item>
        )}
        <FailureNote error={error} />
        <ForcedNote forced={forced} />
      </Form>
    </Modal>
  );
}
