import type { ReactNode } from "react";
import { Frame } from "./frame";
import styles from "./notice.module.css";

interface Props {
  /** A picture of at most 120 px. */
  picture: ReactNode;
  title: string;
  text: string;
  /** What to do now. */
  children?: ReactNode;
}

/** A page that has one thing to say. */
export function Notice({ picture, title, text, children }: Props) {
  return (
    <Frame>
      <div className={styles.notice}>
        <div className={styles.picture}>{picture}</div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
        {children && <div className={styles.actions}>{children}</div>}
      </div>
    </Frame>
  );
}
