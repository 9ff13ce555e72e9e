const IOS_URL = "https://apps.apple.com/cn/app/id1556448380";

/** A version of one platform: code, name, description, days since it was published (null: not yet), forced. */
export interface VersionData {
  clientType: 1 | 2;
  code: number;
  name: string;
  desc: string;
  downloadUrl: string;
  daysAgo: number | null;
  forced?: boolean;
}

const NOTES: readonly (readonly [code: number, name: string, desc: string, daysAgo: number | null])[] = [
  [13, "0.1.1", "1. 第一个公开版本\n2. 活动、圈子、日程", 95],
  [14, "0.1.2", "1. 修复安全问题，请尽快升级\n2. 登录更稳定", 88],
  [15, "0.1.3", "1. 活动里可以举手了\n2. 修复耳机断开后没有声音的问题", 74],
  [16, "0.1.4", "1. 圈子可以自定义封面\n2. 消息列表更流畅", 60],
  [17, "0.1.5", "1. 日程支持预约提醒\n2. 修复若干问题", 41],
  [18, "0.1.6", "1. 支持深色模式\n2. 修复后台被挂断的问题", 23],
  [19, "0.1.7", "1. 增加了名片夹功能\n2. 个人简介支持链接预览", 8],
  [20, "0.2.0", "1. 直播\n2. 工具与置顶", null],
];

/**
 * Seven published versions a platform, so that the oldest client is six behind, and one of them forced: on iOS the last
 * but one (all before it must upgrade because of it), on Android the second (later ones must only by being five behind).
 */
const FORCED: Record<1 | 2, number> = { 1: 18, 2: 14 };

export const VERSIONS: readonly VersionData[] = ([1, 2] as const).flatMap((clientType) =>
  NOTES.map(([code, name, desc, daysAgo]) => ({
    clientType,
    code,
    name,
    desc,
    downloadUrl: clientType === 1 ? IOS_URL : `https://download.example.com/android/chaoqer-${name}.apk`,
    daysAgo,
    forced: code === FORCED[clientType],
  })),
);
