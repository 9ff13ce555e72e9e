/** A room that is open; people by their place in PEOPLE counted from 1. */
export interface OpenRoomData {
  key: string;
  name: string;
  /** The first made the room. */
  hosts: readonly number[];
  speakers: readonly number[];
  audience: readonly number[];
  /** Of the audience: who has raised a hand. */
  hands?: readonly number[];
  muted?: readonly number[];
  /** Key of the club it belongs to. */
  club?: string;
  /** A private room's invited. */
  invited?: readonly number[];
  minutesAgo: number;
}

/** Nobody is in two of them, and 13800000001 is in none, free to enter any. */
export const OPEN_ROOMS: readonly OpenRoomData[] = [
  {
    key: "night-radio",
    name: "深夜电台：读一段给你听 🦉",
    hosts: [49],
    speakers: [42, 31],
    audience: [60, 18, 28, 34, 26],
    hands: [18],
    minutesAgo: 47,
  },
  {
    key: "side-projects",
    name: "副业这件事，有人真的做成了吗？",
    hosts: [45, 43],
    speakers: [56, 37],
    audience: [32, 57, 27, 23],
    hands: [32, 57],
    muted: [37],
    minutesAgo: 83,
  },
  {
    key: "live-songs",
    name: "米粒的点歌台 🎤",
    hosts: [13],
    speakers: [29],
    audience: [50, 47, 36, 20],
    minutesAgo: 26,
  },
  { key: "camp", name: "周末去哪儿露营", hosts: [19], speakers: [59, 35], audience: [33, 14], minutesAgo: 64 },
  {
    key: "english",
    name: "English Corner · small talk",
    hosts: [53],
    speakers: [10],
    audience: [54, 41],
    minutesAgo: 18,
  },
  { key: "unnamed", name: "", hosts: [25], speakers: [], audience: [52], minutesAgo: 9 },
  {
    key: "tea-room",
    name: "周五发版吗？",
    hosts: [2],
    speakers: [15],
    audience: [],
    club: "code",
    minutesAgo: 35,
  },
  {
    key: "food-talk",
    name: "杭州到底是不是美食荒漠",
    hosts: [3],
    speakers: [24],
    audience: [6],
    muted: [24],
    club: "food",
    minutesAgo: 52,
  },
  {
    key: "old-friends",
    name: "老友局",
    hosts: [4],
    speakers: [9],
    audience: [],
    invited: [1, 5, 9],
    minutesAgo: 31,
  },
];

/** The room of the event that has begun (data/events.ts). */
export const EVENT_ROOM: Omit<OpenRoomData, "key" | "name" | "minutesAgo"> = {
  hosts: [8],
  speakers: [21],
  audience: [39, 16, 5],
  hands: [16],
};

/** Rooms of the past weeks: name, creator, others who were there, days ago, minutes they lasted, club. */
export const CLOSED_ROOMS: readonly (readonly [
  name: string,
  creator: number,
  others: readonly number[],
  daysAgo: number,
  minutes: number,
  club?: string,
])[] = [
  ["下班以后 vol.11：聊聊第一份工作", 1, [2, 3, 5, 6, 43, 18], 2, 124, "after-work"],
  ["下班以后 vol.10：租房避坑", 1, [2, 5, 6, 18], 9, 98, "after-work"],
  ["黑胶入门：第一张买什么", 4, [5, 9, 28, 29], 4, 76, "vinyl"],
  ["《夜航船》第三次共读", 8, [1, 4, 21, 26, 49], 7, 110, "reading"],
  ["孩子发烧什么时候去医院", 7, [22, 24, 30, 34], 5, 63],
  ["看文书：英国硕士专场", 10, [41, 50, 53], 6, 88],
  ["胡同里的夏天", 9, [1, 4, 17, 36], 11, 52],
  ["半马赛前答疑", 33, [19, 27, 47], 13, 45],
  ["电车冬天掉电到底掉多少", 58, [2, 36, 37, 23], 3, 71],
  ["劳动合同到期不续签怎么办", 46, [37, 43, 57, 26], 8, 67],
  ["粤语第五课：去茶楼点菜", 38, [18, 25, 20, 32], 10, 55],
  ["今晚看《重庆森林》", 39, [8, 14, 31, 42], 16, 131, "film"],
];

/** A room that staff closed after reports. */
export const CLOSED_BY_STAFF = {
  name: "稳赚不赔内部群 先到先得",
  creator: 12,
  others: [34, 44, 55],
  daysAgo: 12,
  minutes: 34,
};
