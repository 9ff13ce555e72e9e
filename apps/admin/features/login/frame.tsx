import { Typography } from "antd";
import type { ReactNode } from "react";
import styles from "./login.module.css";

/** The card that stands alone before one is inside. */
export function LoginFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <div className={styles.brand}>
          {/* biome-ignore lint/performance/noImgElement: a small SVG of our own. */}
          <img src="/icon.svg" alt="" width={36} height={36} />
          <Typography.Title level={1} className={styles.title}>
            {title}
          </Typography.Title>
        </div>
        {children}
      </section>
    </main>
  );
}
