import { createHash } from "node:crypto";

/** `virtual`: what WeChat gives a page that asks for the profile on opening, the snapshot page's made-up user. */
export type WechatUser = { openid: string; unionid: string; nickname: string; virtual: boolean };

/** Whom the authorize page offers. */
export const testUsers: WechatUser[] = [
  ...["林小雨", "陈大山", "Mia 👋"].map((nickname, index) => ({
    openid: `oSandbox_user_00000000000000${index + 1}`,
    unionid: `uSandbox_user_00000000000000${index + 1}`,
    nickname,
    virtual: false,
  })),
  {
    openid: "oSandbox_snapshot_00000000001",
    unionid: "uSandbox_snapshot_00000000001",
    nickname: "微信用户",
    virtual: true,
  },
];

/** The user of an openid: one of the test users, or one made up for any other well-formed openid. */
export function userOf(openid: string): WechatUser | undefined {
  const known = testUsers.find((user) => user.openid === openid);
  if (known) return known;
  if (!/^[\w-]{4,64}$/.test(openid)) return undefined;
  const tail = createHash("md5").update(openid).digest("hex").slice(0, 6);
  return { openid, unionid: `u${openid}`.slice(0, 64), nickname: `微信用户${tail}`, virtual: false };
}

/** A picture for a user: their first letter on a colour of their own. */
export function avatarSvg({ openid, nickname }: WechatUser): string {
  const hue = Number.parseInt(createHash("md5").update(openid).digest("hex").slice(0, 4), 16) % 360;
  const letter = /^[\p{L}\p{N}]/u.exec(nickname)?.[0] ?? "W";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 132"><rect width="132" height="132" ` +
    `fill="hsl(${hue} 55% 52%)"/><text x="66" y="88" font-size="64" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  );
}
