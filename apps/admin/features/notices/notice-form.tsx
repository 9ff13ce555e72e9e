"use client";

import type { NoticeDetail } from "@chaoqer/contract/staff/notices";
import { Form, Input, Modal, Radio } from "antd";
import { FailureNote } from "../parts/failure-note";
import { useNoticeChanges } from "./queries";
import { ReceiverPicker } from "./receiver-picker";

interface Fields {
  title: string;
  content: string;
  url: string;
  audience: "list" | "all";
  uids: string;
}

const listOf = (text: string | undefined) => [...new Set((text ?? "").split(/[\s,，;；]+/).filter(Boolean))];

/** Writes a notice, or changes a draft; nothing is sent yet. */
export function NoticeForm({ notice, onClose }: { notice?: NoticeDetail; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const audience = Form.useWatch("audience", form);
  const { create, update } = useNoticeChanges();
  const { isPending, error } = notice ? update : create;
  const save = ({ uids, ...fields }: Fields) => {
    const input = { ...fields, url: fields.url ?? "", uidList: fields.audience === "list" ? listOf(uids) : [] };
    if (notice) update.mutate({ noticeId: notice.noticeId, ...input }, { onSuccess: onClose });
    else create.mutate(input, { onSuccess: onClose });
  };
  const add = (uid: string) => {
    form.setFieldValue("uids", [...new Set([...listOf(form.getFieldValue("uids")), uid])].join("\n"));
    void form.validateFields(["uids"]).catch(() => undefined);
  };
  const initial = { audience: "list", url: "", ...notice, uids: notice?.uidList.join("\n") ?? "" };
  return (
    <Modal
      open
      title={notice ? "修改通知" : "写通知"}
      okText="保存草稿"
      confirmLoading={isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={save}>
        <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: "请填写标题" }]}>
          <Input maxLength={50} showCount />
        </Form.Item>
        <Form.Item name="content" label="内容" rules={[{ required: true, whitespace: true, message: "请填写内容" }]}>
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 4, maxRows: 10 }} />
        </Form.Item>
        <Form.Item
          name="url"
          label="点开后的链接"
          extra="http(s):// 或 chaoqer://，可不填"
          rules={[{ pattern: /^$|^(https?|chaoqer):\/\/\S+$/, message: "链接不正确" }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="audience" label="发给">
          <Radio.Group
            options={[
              { value: "list", label: "指定用户" },
              { value: "all", label: "全部用户" },
            ]}
          />
        </Form.Item>
        {audience === "list" && <ReceiverPicker label="按昵称添加用户" onPick={add} />}
        {audience === "list" && (
          <Form.Item
            name="uids"
            label="用户编号"
            extra="每行一个，或用逗号分开，最多10000个"
            rules={[
              {
                validator: (_, text) => {
                  const wrong = listOf(text).find((uid) => !/^[a-f0-9]{32}$/.test(uid));
                  if (wrong) return Promise.reject(new Error(`编号不正确：${wrong}`));
                  return listOf(text).length > 0 ? Promise.resolve() : Promise.reject(new Error("请填写用户编号"));
                },
              },
            ]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
          </Form.Item>
        )}
        <FailureNote error={error} />
      </Form>
    </Modal>
  );
}
