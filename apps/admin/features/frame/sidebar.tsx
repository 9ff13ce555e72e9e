"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./frame.module.css";
import { useMe } from "./me";
import { groupsOf, type Section, sectionOf } from "./sections";

/** What one's role works with. */
export function Sidebar() {
  const { role } = useMe();
  const current = sectionOf(usePathname());
  return (
    <aside className={styles.side}>
      <Link href="/" className={styles.brand}>
        {/* biome-ignore lint/performance/noImgElement: a small SVG of our own. */}
        <img src="/icon.svg" alt="" width={26} height={26} />
        超圈控制台
      </Link>
      <nav className={styles.nav} aria-label="主导航">
        {groupsOf(role).map(({ group, sections }) => (
          <div key={group}>
            <div className={styles.group}>{group}</div>
            <Links sections={sections} current={current} />
          </div>
        ))}
      </nav>
    </aside>
  );
}

function Links({ sections, current }: { sections: Section[]; current: Section | undefined }) {
  return (
    <ul className={styles.list}>
      {sections.map((section) => (
        <li key={section.path}>
          <Link href={section.path} className={styles.link} aria-current={section === current ? "page" : undefined}>
            {section.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
