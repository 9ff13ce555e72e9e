import type { FastifyReply, FastifyRequest } from "fastify";
import { jsonObject, queryOf, queryPairs, rawBody } from "../body";
import type { Deps, Vendor } from "../deps";
import { brokenLinkPage, choicePage, readAuthorize, returnTo } from "./wechat/authorize";
import { createOauth } from "./wechat/oauth";
import { WechatRefusal } from "./wechat/refusal";
import { createTickets, type Tickets } from "./wechat/tickets";
import { avatarSvg, userOf } from "./wechat/users";

/**
 * WeChat's service account: access tokens of both kinds, the jsapi ticket, and web login with a page of test users.
 * `?openid=` on the authorize link picks one at once, `&refuse=1` refuses. Sources: developers.weixin.qq.com/doc/service
 * (api/base, api/webdev/access, guide/h5/auth). Quotas (45009, 45011) come from POST /inspect/fault.
 */
export function wechat({ credentials, clock, records, publicUrl }: Deps): Vendor & { tickets: Tickets } {
  const tickets = createTickets(clock);
  const oauth = createOauth(clock);

  function keep(request: FastifyRequest, outcome: string): void {
    const endpoint = (request.routeOptions.url ?? "").slice(1);
    if (endpoint.startsWith("mmopen")) return;
    records.wechat.add({ endpoint, time: clock.now().getTime(), outcome });
  }

  function checkApp(params: Record<string, unknown>, grantType: string): void {
    if (!params.appid) throw new WechatRefusal(41002, "appid missing");
    if (!params.secret) throw new WechatRefusal(41004, "appsecret missing");
    if (params.grant_type !== grantType) throw new WechatRefusal(40002, "invalid grant_type");
    if (params.appid !== credentials.WECHAT_APP_ID) throw new WechatRefusal(40013, "invalid appid");
    if (params.secret !== credentials.WECHAT_APP_SECRET) throw new WechatRefusal(40125, "invalid appsecret");
  }

  function authorize(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const read = readAuthorize(queryPairs(request), credentials.WECHAT_APP_ID);
    reply.type("text/html; charset=utf-8");
    if (typeof read === "string") return reply.send(brokenLinkPage(read));
    const { openid, refuse } = queryOf(request);
    if (refuse !== undefined) return reply.redirect(returnTo(read, undefined), 302);
    if (openid === undefined) return reply.send(choicePage(request.raw.url ?? "", read));
    const user = userOf(openid);
    if (!user) return reply.send(brokenLinkPage("openid 格式错误"));
    return reply.redirect(returnTo(read, oauth.code(user, read.scope)), 302);
  }

  return {
    target: "wechat",
    tickets,
    faulted: keep,
    routes(scope) {
      scope.setErrorHandler((error, request, reply) => {
        if (!(error instanceof WechatRefusal)) throw error;
        keep(request, String(error.errcode));
        return answer(reply, { errcode: error.errcode, errmsg: error.message });
      });

      scope.get("/cgi-bin/token", async (request, reply) => {
        checkApp(queryOf(request), "client_credential");
        const { value, expiresIn } = tickets.classic();
        keep(request, "ok");
        return answer(reply, { access_token: value, expires_in: expiresIn });
      });
      scope.get("/cgi-bin/stable_token", async () => {
        throw new WechatRefusal(43002, "require POST method");
      });
      scope.post("/cgi-bin/stable_token", async (request, reply) => {
        if (rawBody(request).length === 0) throw new WechatRefusal(44002, "empty post data");
        const params = jsonObject(request);
        if (!params) throw new WechatRefusal(47001, "data format error");
        checkApp(params, "client_credential");
        const { value, expiresIn } = tickets.stable(params.force_refresh === true);
        keep(request, "ok");
        return answer(reply, { access_token: value, expires_in: expiresIn });
      });
      scope.get("/cgi-bin/ticket/getticket", async (request, reply) => {
        const { access_token, type } = queryOf(request);
        tickets.check(access_token);
        if (type !== "jsapi") throw new WechatRefusal(40097, "invalid args");
        const { value, expiresIn } = tickets.ticket();
        keep(request, "ok");
        return answer(reply, { errcode: 0, errmsg: "ok", ticket: value, expires_in: expiresIn });
      });

      scope.get("/connect/oauth2/authorize", async (request, reply) => {
        keep(request, "ok");
        return authorize(request, reply);
      });
      scope.get("/sns/oauth2/access_token", async (request, reply) => {
        const params = queryOf(request);
        if (!params.code) throw new WechatRefusal(41008, "missing code");
        checkApp(params, "authorization_code");
        const granted = oauth.exchange(params.code);
        keep(request, "ok");
        return answer(reply, granted);
      });
      scope.get("/sns/userinfo", async (request, reply) => {
        const { access_token, openid } = queryOf(request);
        const user = oauth.user(access_token, openid);
        const host = publicUrl ?? `${request.protocol}://${request.headers.host}`;
        keep(request, "ok");
        return answer(reply, {
          openid: user.openid,
          nickname: user.nickname,
          sex: 0,
          language: "",
          city: "",
          province: "",
          country: "",
          headimgurl: `${host}/mmopen/${user.openid}/132`,
          privilege: [],
          unionid: user.unionid,
        });
      });
      scope.get("/mmopen/:openid/:size", async (request, reply) => {
        const { openid } = request.params as { openid: string };
        const user = userOf(openid);
        return user ? reply.type("image/svg+xml").send(avatarSvg(user)) : reply.callNotFound();
      });
    },
  };
}

/** The sns calls say text/plain of their JSON; the others are what they say. */
function answer(reply: FastifyReply, body: Record<string, unknown>): FastifyReply {
  const plain = reply.request.routeOptions.url?.startsWith("/sns/");
  return reply
    .code(200)
    .type(plain ? "text/plain" : "application/json; encoding=utf-8")
    .send(JSON.stringify(body));
}
