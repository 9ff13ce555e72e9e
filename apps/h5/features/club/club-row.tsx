import type { ClubResult } from "@chaoqer/contract/club";
import { Avatar } from "../people/avatar";
import styles from "./club-row.module.css";

/** The club that a room belongs to, as one line. */
export function ClubRow({ club }: { club: ClubResult }) {
  return (
    <div className={styles.row}>
      <Avatar id={club.clubId} name={club.name} image={club.cover} shape="cover" size="small" />
      <div className={styles.words}>
        <p className={styles.name}>{club.name}</p>
        <p className={styles.total}>圈子 · {club.memberTotal} 位成员</p>
      </div>
    </div>
  );
}
