import { randomBytes } from "node:crypto";
import type { Clock } from "../../deps";
import { WechatRefusal } from "./refusal";
import type { WechatUser } from "./users";

const codeLifeMs = 300_000;
const tokenLifeMs = 7200_000;
type Scope = "snsapi_base" | "snsapi_userinfo";
type Grant = { user: WechatUser; scope: Scope; expires: number };

export type Oauth = {
  /** A code for the user, good once, for 5 minutes. */
  code(user: WechatUser, scope: Scope): string;
  /** What `sns/oauth2/access_token` answers for a code. */
  exchange(code: string): Record<string, unknown>;
  /** The user whom a web token may tell about; throws the refusal that fits otherwise. */
  user(accessToken: string | undefined, openid: string | undefined): WechatUser;
};

/** WeChat's web login. Source: developers.weixin.qq.com/doc/service/api/webdev/access */
export function createOauth(clock: Clock): Oauth {
  const codes = new Map<string, Grant & { used: boolean }>();
  const tokens = new Map<string, Grant>();
  const now = () => clock.now().getTime();

  function forget(grants: Map<string, Grant>, ageMs: number): void {
    for (const [key, { expires }] of grants) {
      if (expires + ageMs > now()) break;
      grants.delete(key);
    }
  }

  return {
    code(user, scope) {
      // Old ones are remembered for a day, so that a second use is told from a code that never was.
      forget(codes, 24 * 3600_000);
      const code = `0${randomBytes(24).toString("base64url").replace(/[_-]/g, "w").slice(0, 31)}`;
      codes.set(code, { user, scope, expires: now() + codeLifeMs, used: false });
      return code;
    },
    exchange(code) {
      const grant = codes.get(code);
      if (grant?.used) throw new WechatRefusal(40163, "code been used,");
      if (!grant || grant.expires <= now()) throw new WechatRefusal(40029, "invalid code,");
      grant.used = true;
      forget(tokens, tokenLifeMs);
      const { user, scope } = grant;
      const access_token = `91_${randomBytes(60).toString("base64url")}`;
      tokens.set(access_token, { user, scope, expires: now() + tokenLifeMs });
      return {
        access_token,
        expires_in: tokenLifeMs / 1000,
        refresh_token: `91_${randomBytes(60).toString("base64url")}`,
        openid: user.openid,
        scope,
        ...(scope === "snsapi_userinfo" ? { unionid: user.unionid } : {}),
        ...(scope === "snsapi_userinfo" && user.virtual ? { is_snapshotuser: 1 } : {}),
      };
    },
    user(accessToken, openid) {
      if (!accessToken) throw new WechatRefusal(41001, "access_token missing");
      const grant = tokens.get(accessToken);
      if (!grant) throw new WechatRefusal(40001, "invalid credential, access_token is invalid or not latest");
      if (grant.expires <= now()) throw new WechatRefusal(42001, "access_token expired");
      if (!openid) throw new WechatRefusal(41009, "missing openid");
      if (openid !== grant.user.openid) throw new WechatRefusal(40003, "invalid openid");
      if (grant.scope !== "snsapi_userinfo") throw new WechatRefusal(48001, "api unauthorized");
      return grant.user;
    },
  };
}
