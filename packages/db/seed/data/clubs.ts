/** A club of the demo; people by their place in PEOPLE counted from 1. */
export interface ClubData {
  key: string;
  name: string;
  creator: number;
  /** Who certainly belongs to it, besides the creator. */
  members: readonly number[];
  /** How many others join by chance. */
  others: number;
  /** What its cover shows. */
  cover: "hills" | "record" | "bars" | "bubbles";
  /** When it was made, in days before the seeding. */
  daysAgo: number;
}

export const CLUBS: readonly ClubData[] = [
  {
    key: "after-work",
    name: "下班以后",
    creator: 1,
    members: [2, 3, 5, 6, 43, 18],
    others: 16,
    cover: "bars",
    daysAgo: 84,
  },
  {
    key: "reading",
    name: "夜航船读书会",
    creator: 8,
    members: [1, 4, 21, 26, 31, 49],
    others: 14,
    cover: "bubbles",
    daysAgo: 80,
  },
  {
    key: "vinyl",
    name: "黑胶与磁带",
    creator: 4,
    members: [5, 9, 28, 29, 39],
    others: 9,
    cover: "record",
    daysAgo: 71,
  },
  {
    key: "code",
    name: "程序员茶水间",
    creator: 2,
    members: [1, 15, 43, 56, 23],
    others: 12,
    cover: "bars",
    daysAgo: 66,
  },
  {
    key: "food",
    name: "吃货地图",
    creator: 3,
    members: [20, 24, 25, 32, 6],
    others: 18,
    cover: "bubbles",
    daysAgo: 60,
  },
  {
    key: "study",
    name: "云自习室",
    creator: 41,
    members: [10, 50, 53, 54, 18],
    others: 10,
    cover: "hills",
    daysAgo: 52,
  },
  {
    key: "outdoor",
    name: "周末去爬山",
    creator: 19,
    members: [2, 17, 33, 59, 35],
    others: 8,
    cover: "hills",
    daysAgo: 45,
  },
  { key: "parents", name: "带娃互助会", creator: 30, members: [7, 22, 24], others: 5, cover: "hills", daysAgo: 38 },
  {
    key: "film",
    name: "一天一部电影",
    creator: 39,
    members: [8, 14, 31, 42, 9],
    others: 11,
    cover: "bubbles",
    daysAgo: 27,
  },
  { key: "garden", name: "阳台上的春天", creator: 51, members: [16, 44], others: 3, cover: "hills", daysAgo: 6 },
];
