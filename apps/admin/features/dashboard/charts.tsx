"use client";

import type { DayStat } from "@chaoqer/contract/staff/dashboard";
import { Card, Empty } from "antd";
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import styles from "./dashboard.module.css";

const HOUR_MS = 3_600_000;
const COLORS = ["#d4592f", "#3b7a9e", "#7a8f3c"];

interface Series {
  name: string;
  of: (day: DayStat) => number | null;
}

const CHARTS: { title: string; series: Series[] }[] = [
  {
    title: "用户",
    series: [
      { name: "新增", of: (day) => day.newUsers },
      { name: "活跃", of: (day) => day.activeUsers },
    ],
  },
  {
    title: "活动、日程",
    series: [
      { name: "活动", of: (day) => day.rooms },
      { name: "日程", of: (day) => day.events },
    ],
  },
  { title: "消息", series: [{ name: "消息", of: (day) => day.messages }] },
  {
    title: "案件",
    series: [
      { name: "新增", of: (day) => day.casesOpened },
      { name: "处理", of: (day) => day.casesDecided },
    ],
  },
  {
    title: "平均处理时长（小时）",
    series: [
      {
        name: "小时",
        of: ({ casesDecided, handlingMs }) =>
          casesDecided === 0 ? null : Math.round((handlingMs / casesDecided / HOUR_MS) * 10) / 10,
      },
    ],
  },
];

/** The days' figures as lines. */
export function Charts({ days }: { days: DayStat[] }) {
  if (days.length === 0) return <Empty description="还没有按天的数据，第二天起会有" />;
  return (
    <div className={styles.charts}>
      {CHARTS.map(({ title, series }) => (
        <Card key={title} title={title} size="small">
          <Lines title={title} series={series} days={days} />
        </Card>
      ))}
    </div>
  );
}

function Lines({ title, series, days }: { title: string; series: Series[]; days: DayStat[] }) {
  const points = days.map((day) => ({
    day: day.day.slice(5),
    ...Object.fromEntries(series.map(({ name, of }) => [name, of(day)])),
  }));
  const gaps = series.some(({ of }) => days.some((day) => of(day) === null));
  return (
    <figure style={{ margin: 0 }} aria-label={`${title}，按天`}>
      <ResponsiveContainer width="100%" height={220}>
        <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: -12 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="day" tick={{ fill: "var(--ink-soft)", fontSize: 12 }} tickLine={false} minTickGap={24} />
          <YAxis
            allowDecimals={false}
            tick={{ fill: "var(--ink-soft)", fontSize: 12 }}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip contentStyle={{ background: "var(--raised)", border: "1px solid var(--line)", borderRadius: 8 }} />
          {series.length > 1 && <Legend />}
          {series.map(({ name }, index) => (
            <Line
              key={name}
              dataKey={name}
              stroke={COLORS[index] ?? "#888"}
              strokeWidth={2}
              // Lines pass over days without a figure; dots say which days have one.
              dot={gaps ? { r: 3 } : false}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
