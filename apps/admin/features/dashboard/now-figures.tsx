import type { NowStats } from "@chaoqer/contract/staff/dashboard";
import { Card, Statistic } from "antd";
import Link from "next/link";
import { useMe } from "../frame/me";
import { mayEnter, sectionOf } from "../frame/sections";
import styles from "./dashboard.module.css";

/** How it stands now; what one works on leads there. */
export function NowFigures({ now }: { now: NowStats }) {
  const { role } = useMe();
  const { hour, day, threeDays, older } = now.openCases;
  const figures = [
    { title: "用户", value: now.users, path: "/users" },
    { title: "进行中的活动", value: now.openRooms, path: "/rooms" },
    { title: "在活动里的人", value: now.inRooms, path: "/rooms" },
    { title: "待处理：不到1小时", value: hour, path: "/reports?age=0-1" },
    { title: "待处理：1小时到1天", value: day, path: "/reports?age=1-24" },
    { title: "待处理：1到3天", value: threeDays, path: "/reports?age=24-72" },
    { title: "待处理：3天以上", value: older, path: "/reports?age=72" },
    { title: "新反馈", value: now.freshFeedback, path: "/feedback?status=0" },
  ];
  return (
    <div className={styles.figures}>
      {figures.map(({ title, value, path }) => {
        const section = sectionOf(path.replace(/\?.*/, ""));
        const card = (
          <Card key={title} size="small" hoverable={section && mayEnter(role, section)}>
            <Statistic title={title} value={value} />
          </Card>
        );
        return section && mayEnter(role, section) ? (
          <Link key={title} href={path}>
            {card}
          </Link>
        ) : (
          card
        );
      })}
    </div>
  );
}
