/** What someone wrote to us. Types: 0 default, 1 bug, 2 UI, 3 content, 4 request. People by their place counted from 1. */
export interface FeedbackData {
  by: number;
  type: 0 | 1 | 2 | 3 | 4;
  content: string;
  hoursAgo: number;
  /** Key of an open room that it is about. */
  room?: string;
  /** How many screenshots. */
  images?: 1 | 2 | 3;
  /** 0 new, 1 in progress, 2 closed. */
  status?: 0 | 1 | 2;
  note?: string;
  reply?: string;
}

export const FEEDBACK: readonly FeedbackData[] = [
  { by: 18, type: 1, content: "锁屏以后大概两分钟就没声音了，iPhone 12，系统最新。", hoursAgo: 3, images: 2 },
  { by: 57, type: 4, content: "希望能给日程加上日历导出 📅", hoursAgo: 7 },
  { by: 23, type: 1, content: "房间里声音断断续续，换了 WiFi 也一样", hoursAgo: 0.6, room: "side-projects" },
  { by: 44, type: 3, content: "有人在房间里发广告，你们管不管？", hoursAgo: 22, images: 1 },
  {
    by: 32,
    type: 2,
    content: "深色模式下，圈子封面上的字看不清。",
    hoursAgo: 29,
    images: 1,
    status: 1,
    note: "已转给设计，下个版本改。",
  },
  {
    by: 1,
    type: 4,
    content: "能不能设置活动的管理员？一个人主持太忙了。",
    hoursAgo: 54,
    status: 1,
    note: "和主持人转让一起排期。",
  },
  {
    by: 41,
    type: 0,
    content: "很喜欢云自习室，谢谢你们！",
    hoursAgo: 77,
    status: 2,
    reply: "谢谢你的喜欢，我们会继续努力 🌟",
  },
  {
    by: 36,
    type: 1,
    content: "蓝牙耳机连上以后麦克风不工作\n型号：随便买的那种",
    hoursAgo: 98,
    status: 2,
    reply: "0.1.6 已修复，请升级后再试试。",
  },
  { by: 60, type: 4, content: "想要一个定时退出房间的功能，听着听着就睡着了。", hoursAgo: 126 },
  { by: 47, type: 2, content: "名片夹能不能按字母排序", hoursAgo: 150, status: 2, reply: "感谢建议，已经记下了。" },
  { by: 16, type: 1, content: "上传头像偶尔失败，第二次就好。", hoursAgo: 171, images: 3 },
];

/** Prepared replies; the console fills in {{昵称}} itself. */
export const CANNED_REPLIES: readonly (readonly [title: string, content: string])[] = [
  ["感谢反馈", "{{昵称}}，感谢你的反馈，我们会尽快处理。"],
  ["已修复", "{{昵称}}，你反馈的问题已在 {{版本}} 修复，请升级后再试试。"],
  ["需要更多信息", "{{昵称}}，能告诉我们机型、系统版本和出现问题的时间吗？"],
];

/** Official messages: to everybody, to some, and one that is not sent yet. */
export const NOTICES = {
  all: { title: "社区公约更新", content: "为了让大家聊得更舒服，我们更新了社区公约，请花一分钟看看。", hoursAgo: 170 },
  some: {
    title: "邀请你参加内测",
    content: "0.2.0 的直播功能即将开放内测，回复反馈即可报名。",
    hoursAgo: 40,
    to: [1, 2, 4, 8, 13, 19],
  },
  draft: { title: "下周活动预告", content: "下周三晚八点，下班以后不见不散。", hoursAgo: 1 },
} as const;
