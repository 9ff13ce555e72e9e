import type { UserDetail } from "@chaoqer/contract/staff/users";
import { Card, Descriptions, Tag, Typography } from "antd";
import { When } from "../parts/when";
import { RevealMobile } from "./reveal-mobile";
import { clientName, clientText } from "./words";

/** The account in figures. */
export function UserFacts({ user }: { user: UserDetail }) {
  const { session, device, totals } = user;
  const items = [
    { key: "uid", label: "编号", children: <Typography.Text copyable>{user.uid}</Typography.Text> },
    { key: "mobile", label: "手机号", children: <RevealMobile uid={user.uid} masked={user.mobile} /> },
    { key: "live", label: "直播", children: user.allowLive === 1 ? <Tag color="green">允许</Tag> : "不允许" },
    { key: "created", label: "注册", children: <When time={user.createTime} /> },
    { key: "active", label: "最近活跃", children: <When time={user.lastActiveTime} /> },
    {
      key: "session",
      label: "会话",
      children: session ? (
        <>
          {clientText(session)}，{session.ip}，至 <When time={session.expireTime} />
        </>
      ) : (
        "未登录"
      ),
    },
    {
      key: "device",
      label: "推送设备",
      children: device ? (
        <>
          {clientName(device.clientType)}，<When time={device.updateTime} />
        </>
      ) : (
        "没有"
      ),
    },
    { key: "cards", label: "名片", children: `发出${totals.cardsSent}，持有${totals.cardsHeld}` },
    { key: "places", label: "圈子、活动、日程", children: `${totals.clubs}、${totals.rooms}、${totals.events}` },
    { key: "messages", label: "消息", children: totals.messages },
    { key: "sent", label: "投诉、反馈", children: `${totals.reportsMade}、${totals.feedbacks}` },
  ];
  return (
    <Card title="账号">
      <Descriptions column={{ xs: 1, md: 2 }} size="small" items={items} />
    </Card>
  );
}
