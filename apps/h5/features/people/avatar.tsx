import { isHttpUrl } from "@chaoqer/contract/fields";
import styles from "./avatar.module.css";

interface Props {
  /** Chooses the placeholder's colour. */
  id: string;
  name: string;
  /** Address of the picture. */
  image: string | undefined;
  /** `cover`: a club's or an invitation's picture, with square corners. */
  shape?: "person" | "cover";
  size: "small" | "medium" | "large";
  /** A picture at the top of the page is not waited for. */
  eager?: boolean;
}

const TONES = ["tone0", "tone1", "tone2", "tone3", "tone4", "tone5"] as const;
const SIDES = { small: 40, medium: 60, large: 96 };

const toneOf = (id: string) => TONES[(Number.parseInt(id.slice(0, 6), 16) || 0) % TONES.length] ?? "tone0";
const initialOf = (name: string) => Array.from(name.trim())[0] ?? "·";

/** A picture of fixed size over the name's first character, which is seen until the picture is there, or for good. */
export function Avatar({ id, name, image, shape = "person", size, eager = false }: Props) {
  const side = SIDES[size];
  return (
    <span className={`${styles.avatar} ${styles[shape]} ${styles[size]} ${styles[toneOf(id)]}`} aria-hidden="true">
      {initialOf(name)}
      {image && isHttpUrl(image) && (
        // biome-ignore lint/performance/noImgElement: the pictures are on a CDN of their own, and pages carry no framework script
        <img
          className={styles.image}
          src={image}
          alt=""
          width={side}
          height={side}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          referrerPolicy="no-referrer"
        />
      )}
    </span>
  );
}
