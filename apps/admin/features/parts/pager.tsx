"use client";

import { Button } from "antd";
import { useRouter } from "next/navigation";
import { useFilters } from "./filters";
import styles from "./page.module.css";

/** Goes on through a list page by page; the way back is the browser's, and the first page. */
export function Pager({ next }: { next: string | null }) {
  const { get, set } = useFilters();
  const router = useRouter();
  const inside = get("after") !== undefined;
  if (!inside && next === null) return null;
  return (
    <nav className={styles.pager} aria-label="翻页">
      {inside && <Button onClick={() => set({ after: undefined })}>回到第一页</Button>}
      {inside && <Button onClick={() => router.back()}>上一页</Button>}
      <Button disabled={next === null} onClick={() => next !== null && set({ after: next })}>
        下一页
      </Button>
    </nav>
  );
}
