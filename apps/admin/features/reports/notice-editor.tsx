"use client";

import type { NoticeText } from "@chaoqer/contract/staff/actions";
import { Button, Card, Input, Typography } from "antd";

type Props = {
  /** The words that the api proposes. */
  standard: NoticeText;
  own: NoticeText | undefined;
  several: boolean;
  onChange: (own: NoticeText | undefined) => void;
};

/** The message to the user, as it will be sent; it can be put in other words. */
export function NoticeEditor({ standard, own, several, onChange }: Props) {
  const toggle = (
    <Button type="link" size="small" onClick={() => onChange(own ? undefined : standard)}>
      {own ? "用默认的" : "改写"}
    </Button>
  );
  return (
    <Card size="small" title={several ? "给每位用户的通知" : "给用户的通知"} extra={toggle}>
      {own ? (
        <>
          <Input
            aria-label="通知标题"
            value={own.title}
            maxLength={50}
            onChange={({ target }) => onChange({ ...own, title: target.value })}
            style={{ marginBottom: 8 }}
          />
          <Input.TextArea
            aria-label="通知内容"
            value={own.content}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => onChange({ ...own, content: target.value })}
          />
        </>
      ) : (
        <>
          <Typography.Text strong>{standard.title}</Typography.Text>
          <Typography.Paragraph style={{ margin: 0 }}>{standard.content}</Typography.Paragraph>
        </>
      )}
    </Card>
  );
}
