"use client";

import { Flex, Segmented, Skeleton } from "antd";
import dynamic from "next/dynamic";
import { useMe } from "../frame/me";
import { useFilters } from "../parts/filters";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { NowFigures } from "./now-figures";
import { RANGES, useDays, useNow, useRange } from "./queries";
import { Retention } from "./retention";

// Only this page draws: the others do without the library.
const Charts = dynamic(() => import("./charts").then((module) => module.Charts), {
  ssr: false,
  loading: () => <Skeleton active paragraph={{ rows: 8 }} />,
});

/** How the community does, and what waits. */
export function Dashboard() {
  const me = useMe();
  const { set } = useFilters();
  const range = useRange();
  return (
    <Page
      title={`${me.displayName}，你好`}
      extra={
        <Segmented
          options={RANGES.map((value) => ({ value, label: `${value}天` }))}
          value={range}
          onChange={(days) => set({ days: String(days) })}
        />
      }
    >
      <Flex vertical gap="middle">
        <Loaded query={useNow()} rows={2}>
          {(now) => <NowFigures now={now} />}
        </Loaded>
        <Loaded query={useDays()} rows={8}>
          {(days) => (
            <>
              <Charts days={days} />
              <Retention days={days} />
            </>
          )}
        </Loaded>
      </Flex>
    </Page>
  );
}
