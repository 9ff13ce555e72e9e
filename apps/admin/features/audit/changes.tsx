import { Typography } from "antd";
import styles from "./changes.module.css";
import { fieldName, valueText } from "./fields";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Before and after, a line each for what differs. */
export function Changes({ before, after, about }: { before: unknown; after: unknown; about: string | null }) {
  if (before === null && after === null) return <Typography.Text type="secondary">没有记录变化的内容</Typography.Text>;
  const old = isObject(before) ? before : before === null ? {} : { value: before };
  const now = isObject(after) ? after : after === null ? {} : { value: after };
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return (
    <dl className={styles.changes}>
      {names.map((name) => (
        <div key={name} className={styles.line}>
          <dt>{fieldName(name)}</dt>
          <dd>
            {name in old && <del>{valueText(name, old[name], about)}</del>}
            {name in now && <ins>{valueText(name, now[name], about)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
