"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Card, Result, Skeleton } from "antd";
import type { ReactNode } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { FailureNote } from "./failure-note";

type Props<T> = { query: UseQueryResult<T, unknown>; gone?: string; rows?: number; children: (data: T) => ReactNode };

/** What a query brought; until then a skeleton, and what went wrong if it did. Old data stays, with a note on top. */
export function Loaded<T>({ query, gone = "没有找到", rows = 6, children }: Props<T>) {
  const { data, error, isFetching, refetch } = query;
  if (data === undefined && error && failureOf(error).kind === "gone") return <Result status="404" title={gone} />;
  return (
    <>
      <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      {data !== undefined ? (
        children(data)
      ) : error ? null : (
        <Card aria-busy="true">
          <Skeleton active paragraph={{ rows }} />
        </Card>
      )}
    </>
  );
}
