import styles from "./pictures.module.css";

/** Rings that go out and meet nobody: for what is away. */
export function BrokenRings() {
  return (
    <svg className={styles.rings} width="132" height="132" viewBox="0 0 132 132" aria-hidden="true">
      <circle cx="66" cy="66" r="62" strokeDasharray="3 9" />
      <circle cx="66" cy="66" r="44" strokeDasharray="70 28" />
      <path className={styles.strong} d="M52 58v16M66 50v32M80 58v16" />
      <path className={styles.cut} d="M30 102 102 30" />
    </svg>
  );
}

/** An empty circle: for what is gone or never was. */
export function EmptyRing() {
  return (
    <svg className={styles.rings} width="132" height="132" viewBox="0 0 132 132" aria-hidden="true">
      <circle cx="66" cy="66" r="62" strokeDasharray="3 9" />
      <path className={styles.strong} d="M99 46a40 40 0 1 0 0 40" />
      <path d="M54 66h24" />
    </svg>
  );
}
