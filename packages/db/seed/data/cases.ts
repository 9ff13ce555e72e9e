/** One report: reporter, reason type (1 unlawful … 5 other), reason, hours ago, how often it was repeated. */
export type ReportData = readonly [by: number, type: number, reason: string, hoursAgo: number, times?: number];

/** What staff did to an account or a room, with the words that the user was told. */
export interface PenaltyData {
  kind: "warn" | "limit" | "freeze" | "close_room" | "reset_bio";
  /** How long it lasts, in days. */
  days?: number;
}

/** All reports on one target. People by their place in PEOPLE counted from 1; rooms by their key. */
export interface CaseData {
  key: string;
  user?: number;
  room?: string;
  reports: readonly ReportData[];
  /** Who works on it. */
  claimedBy?: "moderator" | "admin";
  /** Hours ago. Without it the case is open. */
  decided?: { hoursAgo: number; reason: string; notice: string; penalties: readonly PenaltyData[] };
  /** The bio at the time of the reports, where it differs from today's. */
  bioThen?: string;
}

export const CASES: readonly CaseData[] = [
  {
    key: "second-hand",
    user: 55,
    reports: [
      [44, 4, "一直在房间里发广告，私信也发", 50, 3],
      [57, 4, "卖假鞋的，已经有人被骗了", 31],
      [20, 4, "刷屏打广告", 20],
      [32, 5, "说话不算数，付了钱不发货", 6],
      [18, 4, "到处加人发名片推销", 2],
    ],
  },
  {
    key: "live-room",
    room: "side-projects",
    reports: [
      [27, 4, "疑似拉人头，让大家加别的群", 0.5],
      [23, 1, "说的那个“项目”感觉是传销", 0.3],
    ],
  },
  {
    key: "rude",
    user: 36,
    reports: [
      [38, 5, "在课上一直插话骂人", 27],
      [25, 3, "威胁要线下见面", 26],
    ],
    claimedBy: "moderator",
  },
  { key: "nickname", user: 48, reports: [[47, 5, "冒充机长，其实不是", 75]] },
  { key: "quiet", user: 34, reports: [[29, 2, "头像让人不适", 9]] },
  {
    key: "keyboard",
    user: 11,
    reports: [
      [30, 3, "辱骂带娃的妈妈们，说了很多难听的话", 150],
      [22, 3, "人身攻击", 149],
      [24, 3, "进房间就骂人，屡次不改", 148, 2],
    ],
    decided: {
      hoursAgo: 140,
      reason: "多次辱骂他人，警告后再犯",
      notice: "因多次辱骂他人，你的账号已被冻结。",
      penalties: [{ kind: "freeze", days: 180 }],
    },
  },
  {
    key: "guru",
    user: 12,
    bioThen: "加群领内部消息，保本保收益，日赚三千",
    reports: [
      [44, 1, "非法荐股", 290],
      [34, 4, "简介里放广告", 289],
    ],
    decided: {
      hoursAgo: 280,
      reason: "简介含违规金融广告",
      notice: "因发布违规金融广告，你的账号功能已被限制，简介已重置。",
      penalties: [{ kind: "limit", days: 180 }, { kind: "reset_bio" }],
    },
  },
  {
    key: "guru-room",
    room: "closed-by-staff",
    reports: [
      [34, 1, "房间里在拉人投资，保本那种", 288],
      [44, 1, "诈骗", 288],
    ],
    decided: {
      hoursAgo: 287.4,
      reason: "房间内容涉嫌非法集资",
      notice: "你的活动涉嫌违规金融宣传，已被关闭。",
      penalties: [{ kind: "close_room" }],
    },
  },
  {
    key: "cars",
    user: 58,
    reports: [[37, 4, "老推荐自己的店", 70]],
    decided: { hoursAgo: 62, reason: "正常经验分享，未见推销", notice: "", penalties: [] },
  },
  {
    key: "music",
    user: 29,
    reports: [
      [60, 5, "半夜弹琴太吵", 200],
      [28, 5, "开麦不闭麦", 199],
    ],
    decided: {
      hoursAgo: 180,
      reason: "多次提醒后仍干扰他人发言",
      notice: "请在他人发言时关闭麦克风。",
      penalties: [{ kind: "warn" }],
    },
  },
];
