"use client";

import { Button, Checkbox, Form, Input } from "antd";
import { useState } from "react";
import { ReasonModal } from "./reason-modal";

interface Notice {
  title: string;
  content: string;
}

type Props = {
  /** What the button says, and the dialog asks. */
  label: string;
  name: string;
  consequence: string;
  /** Words proposed for the owner. */
  notice: Notice;
  pending: boolean;
  error: unknown;
  onReset: () => void;
  /** `done` closes the dialog. */
  onEnd: (input: { reason: string; notice?: Notice }, done: () => void) => void;
};

/** Ends something of a user's for good: asks for the reason, and what its owner is told. */
export function Ending({ label, name, consequence, notice, pending, error, onReset, onEnd }: Props) {
  const [open, setOpen] = useState(false);
  const [tell, setTell] = useState(true);
  const [words, setWords] = useState(notice);
  const close = () => {
    onReset();
    setOpen(false);
  };
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ReasonModal
        open={open}
        title={`${label}：${name}`}
        consequence={consequence}
        okText={label}
        danger
        pending={pending}
        error={error}
        onOk={(reason) => onEnd({ reason, ...(tell && { notice: words }) }, close)}
        onClose={close}
      >
        <Form.Item>
          <Checkbox checked={tell} onChange={({ target }) => setTell(target.checked)}>
            通知创建者
          </Checkbox>
        </Form.Item>
        {tell && (
          <Form.Item label="通知内容">
            <Input
              aria-label="通知标题"
              value={words.title}
              maxLength={50}
              onChange={({ target }) => setWords({ ...words, title: target.value })}
              style={{ marginBottom: 8 }}
            />
            <Input.TextArea
              aria-label="通知正文"
              value={words.content}
              maxLength={500}
              autoSize={{ minRows: 2 }}
              onChange={({ target }) => setWords({ ...words, content: target.value })}
            />
          </Form.Item>
        )}
      </ReasonModal>
    </>
  );
}
