import { qrOf } from "./qr";
import styles from "./qr-code.module.css";

const QUIET = 3;

/** A page's own address, to be scanned with WeChat. */
export function QrCode({ address }: { address: string }) {
  const { size, path } = qrOf(address);
  const side = size + 2 * QUIET;
  return (
    <aside className={styles.panel}>
      <svg
        className={styles.code}
        width="184"
        height="184"
        viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label="这个页面的二维码"
      >
        <path d={path} />
      </svg>
      <p className={styles.title}>用微信扫一扫</p>
      <p className={styles.text}>在微信里看完整内容，也方便转给朋友</p>
    </aside>
  );
}
