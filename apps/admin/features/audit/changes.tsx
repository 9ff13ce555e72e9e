import { Typography } from "antd";
import styles from "./changes.module.css";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 1));

/** Before and after, a line each for what differs. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  if (before === null && after === null) return <Typography.Text type="secondary">没有记录变化的内容</Typography.Text>;
  const old = isObject(before) ? before : before === null ? {} : { 值: before };
  const now = isObject(after) ? after : after === null ? {} : { 值: after };
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return (
    <dl className={styles.changes}>
      {names.map((name) => (
        <div key={name} className={styles.line}>
          <dt>{name}</dt>
          <dd>
            {name in old && <del>{text(old[name])}</del>}
            {name in now && <ins>{text(now[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
