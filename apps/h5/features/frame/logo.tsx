import styles from "./logo.module.css";

/** The mark alone: an open circle with a voice in it. */
export function Mark({ size }: { size: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" />
      <path d="M47.6 23a18 18 0 1 0 0 18" />
      <path className={styles.voice} d="M26 27v10M33 22v20M40 28v8" />
    </svg>
  );
}

/** Mark and name, leading home. */
export function Logo() {
  return (
    <a className={styles.logo} href="/">
      <Mark size={28} />
      超圈
    </a>
  );
}
