/** An event of the demo; people by their place in PEOPLE counted from 1. */
export interface EventData {
  key: string;
  name: string;
  desc?: string;
  /** Hosts and guests in order; the first created it. */
  members: readonly number[];
  /** Who asked to be told. */
  reminders: readonly number[];
  /** When it is, in minutes from the seeding. */
  inMinutes: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** It has begun, in the room EVENT_ROOM. */
export const STARTED_EVENT: EventData = {
  key: "night-boat",
  name: "《夜航船》共读第四次",
  desc: "天文部读完了，这次从地理部开始。\n书在 https://book.douban.com 搜「夜航船」\n没读也能来听。",
  members: [8, 21, 4],
  reminders: [1, 5, 16, 39],
  inMinutes: -12,
};

export const EVENTS: readonly EventData[] = [
  {
    key: "resume",
    name: "简历门诊：现场改三份",
    desc: "提前把简历里的公司名打码 🙏\n只说三件事：删什么、补什么、顺序怎么排。",
    members: [1, 10, 43],
    reminders: [18, 41, 50],
    inMinutes: 20,
  },
  {
    key: "vinyl-night",
    name: "黑胶之夜：一人一首拿手的",
    desc: "带上一张唱片，讲讲它怎么来的。",
    members: [4, 28, 9],
    reminders: [1, 5, 29, 60],
    inMinutes: 3 * HOUR,
  },
  {
    key: "after-work-12",
    name: "下班以后 vol.12：裸辞之后",
    desc: "三位裸辞过的朋友：一位后悔，一位不后悔，一位还在路上。\n\n时间：周三 20:00 ⏰\n举手即可上麦",
    members: [1, 2, 5, 45],
    reminders: [3, 6, 18, 26, 32, 43, 57],
    inMinutes: DAY + 2 * HOUR,
  },
  {
    key: "kids-fever",
    name: "换季了，孩子咳嗽怎么办",
    desc: "只科普，不问诊。急症请直接去医院。",
    members: [7, 30],
    reminders: [22, 24, 34],
    inMinutes: 2 * DAY,
  },
  {
    key: "rust",
    name: "Rust 从入门到入门",
    desc: "资料：https://www.rust-lang.org",
    members: [15, 2, 56],
    reminders: [23, 43, 1],
    inMinutes: 3 * DAY + 5 * HOUR,
  },
  { key: "cantonese-6", name: "粤语第六课：搭地铁", members: [38], reminders: [18, 25, 32], inMinutes: 4 * DAY },
  {
    key: "hike",
    name: "周末徒步行前会",
    desc: "路线、装备、天气。参加徒步的必到，想了解的随意。⛰️",
    members: [19, 33, 59, 35],
    reminders: [2, 17, 14],
    inMinutes: 5 * DAY + 3 * HOUR,
  },
  {
    key: "film-2",
    name: "今晚看《春光乍泄》",
    desc: "先各自看完，再来聊。",
    members: [39, 31, 42],
    reminders: [8, 14],
    inMinutes: 7 * DAY,
  },
  {
    key: "uk-offer",
    name: "留学申请：拿到 offer 之后",
    members: [10, 53, 54],
    reminders: [41, 50],
    inMinutes: 10 * DAY,
  },
  {
    key: "labour-law",
    name: "劳动法急救箱",
    desc: "试用期、加班费、竞业限制，一次讲清。\n法条见 https://flk.npc.gov.cn",
    members: [46, 37],
    reminders: [1, 26, 43, 57],
    inMinutes: 14 * DAY,
  },
  {
    key: "open-mic",
    name: "阿木的第一次弹唱会 🎸",
    members: [29, 13],
    reminders: [28, 50, 60, 5],
    inMinutes: 21 * DAY,
  },
  { key: "roses", name: "月季冬剪：边剪边聊", members: [51, 44], reminders: [16], inMinutes: 28 * DAY },
];
