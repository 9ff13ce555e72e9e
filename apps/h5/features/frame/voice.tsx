import styles from "./voice.module.css";

/** Three bars that move: somebody is speaking. */
export function Voice() {
  return (
    <span className={styles.voice} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
