import { Card, Descriptions, type DescriptionsProps } from "antd";

type Props = { title: string; items: NonNullable<DescriptionsProps["items"]> };

/** What is known of one thing, a line each. */
export function Facts({ title, items }: Props) {
  return (
    <Card title={title}>
      <Descriptions column={1} size="small" items={items} />
    </Card>
  );
}
