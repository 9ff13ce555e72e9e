import type { ProfileResult } from "@chaoqer/contract/user";
import { Avatar } from "./avatar";
import styles from "./people.module.css";

interface Props {
  people: ProfileResult[];
  /** A word under the name, e.g. 主持人. */
  roleOf?: (person: ProfileResult, index: number) => string | undefined;
}

/** People as a grid of faces. */
export function People({ people, roleOf }: Props) {
  return (
    <ul className={styles.people}>
      {people.map((person, index) => {
        const role = roleOf?.(person, index);
        return (
          <li key={person.uid} className={styles.person}>
            <Avatar id={person.uid} name={person.nickname} image={person.avatar} size="medium" />
            <span className={styles.name}>{person.nickname}</span>
            {role && <span className={styles.role}>{role}</span>}
          </li>
        );
      })}
    </ul>
  );
}
