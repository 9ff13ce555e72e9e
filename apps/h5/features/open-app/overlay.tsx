import { OVERLAY_ID } from "./ids";
import styles from "./open-app.module.css";

/** Says how to leave WeChat for a browser, from where the app can be opened. A tap anywhere closes it. */
export function Overlay() {
  return (
    <a id={OVERLAY_ID} className={styles.overlay} href="#close">
      <svg className={styles.arrow} width="72" height="72" viewBox="0 0 72 72" aria-hidden="true">
        <path d="M8 66C10 36 28 16 62 10M44 4l18 6-10 16" />
      </svg>
      <span className={styles.steps}>
        <span className={styles.headline}>请在浏览器打开</span>
        <span className={styles.step}>1. 点右上角的「···」</span>
        <span className={styles.step}>2. 选择「在浏览器打开」</span>
        <span className={styles.step}>3. 在浏览器里再点一次按钮</span>
        <span className={styles.close}>知道了</span>
      </span>
    </a>
  );
}
