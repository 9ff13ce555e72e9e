import type { ReactNode } from "react";
import styles from "./frame.module.css";
import { Logo } from "./logo";

interface Props {
  children: ReactNode;
  /** Stands beside the content on wide screens and after it on phones. */
  aside?: ReactNode;
}

/** What all pages share: the bar with the logo, the column, the foot. */
export function Frame({ children, aside }: Props) {
  return (
    <div className={styles.frame}>
      <header className={styles.bar}>
        <Logo />
      </header>
      <div className={aside ? styles.columns : styles.column}>
        <main className={styles.main}>{children}</main>
        {aside}
      </div>
      <footer className={styles.foot}>超圈 · 和聊得来的人，用声音见面</footer>
    </div>
  );
}
