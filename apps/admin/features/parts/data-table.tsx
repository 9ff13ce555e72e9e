"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Empty, Table, type TableProps } from "antd";
import type { AnyObject } from "antd/es/_util/type";
import { failureOf } from "../../lib/trpc/failure";
import { FailureNote } from "./failure-note";
import styles from "./page.module.css";
import { Pager } from "./pager";

interface Paged<T> {
  list: T[];
  next: string | null;
}

type Props<T extends AnyObject> = {
  query: UseQueryResult<Paged<T>, unknown>;
  /** Said when there is nothing. */
  empty: string;
  /** In the address's `after`; a list inside a page has none. */
  paged?: boolean;
} & Pick<TableProps<T>, "columns" | "rowKey" | "rowSelection" | "rowClassName" | "onRow" | "expandable" | "scroll">;

/** One page of a list with its states: loading, empty, failed, old while newer is fetched. */
export function DataTable<T extends AnyObject>({ query, empty, paged = true, ...table }: Props<T>) {
  const { data, error, isFetching, isPending, refetch } = query;
  const waiting = failureOf(error).kind === "away" ? "接口恢复后会显示在这里" : "没有取到数据";
  return (
    <>
      <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      <div className={styles.table}>
        <Table
          size="middle"
          // With a checkbox in its head, the row that measures for scrolling would hold a second one, hidden but reachable.
          {...(!table.rowSelection && { scroll: { x: "max-content" } })}
          dataSource={data?.list ?? []}
          loading={isPending || (isFetching && !error)}
          pagination={false}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={isPending ? "正在读取" : error && !data ? waiting : empty}
              />
            ),
          }}
          {...table}
        />
      </div>
      {paged && data && <Pager next={data.next} />}
    </>
  );
}
