import { Typography } from "antd";
import type { ReactNode } from "react";
import styles from "./page.module.css";

type Props = { title: ReactNode; note?: ReactNode; extra?: ReactNode; children: ReactNode };

/** A page: its name, what can be done with all of it, and what is on it. */
export function Page({ title, note, extra, children }: Props) {
  return (
    <>
      <header className={styles.head}>
        <div>
          <Typography.Title level={1} className={styles.title}>
            {title}
          </Typography.Title>
          {note && <Typography.Text type="secondary">{note}</Typography.Text>}
        </div>
        {extra && <div className={styles.extra}>{extra}</div>}
      </header>
      {children}
    </>
  );
}
