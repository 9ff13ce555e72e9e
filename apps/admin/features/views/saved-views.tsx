"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Form, Input, Modal } from "antd";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { failureOf } from "../../lib/trpc/failure";
import { FailureNote } from "../parts/failure-note";
import { useFilters } from "../parts/filters";

/** Sets of filters that one keeps for oneself. @param page what they belong to */
export function SavedViews({ page }: { page: string }) {
  const { views } = useTRPC().staff;
  const client = useQueryClient();
  const router = useRouter();
  const path = usePathname();
  const { message, modal } = App.useApp();
  const { query } = useFilters();
  const [naming, setNaming] = useState(false);
  const [form] = Form.useForm<{ name: string }>();
  const kept = useQuery(views.list.queryOptions({ page }));
  const onSuccess = () => client.invalidateQueries({ queryKey: views.pathKey() });
  const save = useMutation(views.save.mutationOptions({ onSuccess }));
  const remove = useMutation(views.remove.mutationOptions({ onSuccess }));
  const close = () => {
    save.reset();
    setNaming(false);
  };
  const ask = (viewId: string, name: string) =>
    modal.confirm({
      title: `删除视图“${name}”？`,
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ viewId }, { onError: (error) => void message.error(failureOf(error).message) }),
    });
  const items = [
    ...(kept.data ?? []).map(({ viewId, name, query: filters }) => ({
      key: viewId,
      label: name,
      onClick: () => router.push(`${path}?${filters}`),
      extra: (
        <Button
          type="text"
          size="small"
          aria-label={`删除视图${name}`}
          onClick={(event) => {
            event.stopPropagation();
            ask(viewId, name);
          }}
        >
          删除
        </Button>
      ),
    })),
    { key: "save", label: "保存当前条件…", onClick: () => setNaming(true) },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button>我的视图</Button>
      </Dropdown>
      <Modal
        open={naming}
        title="保存当前条件"
        okText="保存"
        confirmLoading={save.isPending}
        onOk={form.submit}
        onCancel={close}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          onFinish={({ name }) => save.mutate({ page, name, query: withoutPage(query) }, { onSuccess: close })}
        >
          <FailureNote error={save.error} />
          <Form.Item
            name="name"
            label="名称"
            extra="同名的视图会被替换"
            rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
          >
            <Input maxLength={30} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}

function withoutPage(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("after");
  return params.toString();
}
