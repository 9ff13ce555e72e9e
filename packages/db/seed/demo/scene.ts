import type { Db } from "../../src/client";
import { ROLES } from "../data/people";
import { idOf } from "../random";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How long people stay in the seeded rooms: while somebody looks at the demo there is life in it. */
export const STAY = 60 * DAY;

/** A person of the demo. */
export interface Person {
  /** Place in data/people.ts, from 1. */
  n: number;
  uid: string;
  mobile: string;
  nickname: string;
  bio: string;
  avatar: string;
  createTime: Date;
  lastActiveTime: Date;
}

/** A message that is to arrive; messages are numbered in the order of time when all are known. */
export interface Mail {
  uid: string;
  originUid?: string;
  /** 0 system, 1 official, 2 between users. */
  originPushType: 0 | 1 | 2;
  title: string;
  content: string;
  url: string;
  createTime: Date;
  noticeId?: string;
  /** The feedback note whose reply it carries. */
  noteId?: string;
}

/** What the areas of the seed share. */
export interface Scene {
  db: Db;
  now: Date;
  /** The address below which pictures are served, without a slash at the end. */
  imageBase: string;
  people: Person[];
  mail: Mail[];
}

/** Milliseconds before the seeding. */
export const ago = ({ now }: Pick<Scene, "now">, ms: number) => new Date(now.getTime() - ms);
/** Milliseconds after the seeding. */
export const ahead = ({ now }: Pick<Scene, "now">, ms: number) => new Date(now.getTime() + ms);

/** The person at that place of data/people.ts, from 1. */
export function person({ people }: Pick<Scene, "people">, n: number): Person {
  const found = people[n - 1];
  if (!found) throw new Error(`there is no person ${n} in the demo`);
  return found;
}

/** Whether an account may do as it likes: neither frozen nor limited. */
export const isFree = ({ n }: Pick<Person, "n">) => n !== ROLES.frozen && n !== ROLES.limited;

/** The latest of some moments. */
export const latest = (...times: Date[]) => new Date(Math.max(...times.map((time) => time.getTime())));

export const uidOf = (n: number) => idOf("user", n);
export const clubIdOf = (key: string) => idOf("club", key);
export const roomIdOf = (key: string) => idOf("room", key);
export const eventIdOf = (key: string) => idOf("event", key);
export const staffIdOf = (name: string) => idOf("staff", name);

/** Where a picture lies in the bucket, as uploads do. */
export function imageKey(uid: string, dir: "avatar" | "cover" | "feedback", ...names: (string | number)[]): string {
  return `image/${uid}/${dir}/${idOf("image", dir, ...names)}.svg`;
}
