/**
 * The 45 documented calls (docs/api): where each is, who may call it, and the procedure that does it. Everything else
 * about a call follows from its procedure. `contract.test.ts` holds this table against the API document both ways.
 */

export type Auth = "none" | "user" | "wechat";
export type Method = "GET" | "POST" | "PUT" | "DELETE";
type Where = `${Method} /${string}`;

export interface Endpoint {
  /** Group and number in the API document, as `Account 1`. */
  name: string;
  title: string;
  method: Method;
  /** Path with `{param}` segments. */
  path: string;
  /** Other ways in which shipped clients call it. */
  aliases: { method: Method; path: string }[];
  auth: Auth;
  sign: boolean;
  /** Whether repeats are refused with -1 (docs/api/transport.md, "Repeats"). */
  guarded: boolean;
  /** The message of a success; from the result where the document has more than one. */
  message: string | ((result: unknown) => string);
  /** Members of the procedure's result that only the message needs. */
  hidden: string[];
  /** Dotted name in the tRPC router. */
  procedure: string;
}

type Options = Partial<Pick<Endpoint, "auth" | "sign" | "guarded" | "message" | "hidden">> & { alias?: Where };

const split = (where: Where) => {
  const [method, path] = where.split(" ") as [Method, string];
  return { method, path };
};

function row(name: string, title: string, where: Where, procedure: string, options: Options = {}): Endpoint {
  const { method, path } = split(where);
  const { alias, ...rest } = options;
  const aliases = alias ? [split(alias)] : [];
  return {
    name,
    title,
    method,
    path,
    aliases,
    auth: "user",
    sign: true,
    guarded: method !== "GET",
    message: "Success",
    hidden: [],
    procedure,
    ...rest,
  };
}

const open = { auth: "none" } as const;
/** Calls that only read although they are POSTs. */
const reading = { guarded: false } as const;
const h5 = { auth: "wechat", guarded: false } as const;

const loginMessage = (result: unknown) => ((result as { registered: boolean }).registered ? "注册成功" : "登录成功");

// biome-ignore format: one row a line, so that the whole document is on one screen
export const ENDPOINTS: readonly Endpoint[] = [
  row("Account 1", "获取短信验证码", "POST /account/captcha", "account.captcha", { ...open, message: "验证码已发送，请注意查收" }),
  row("Account 2", "短信验证码登录/注册账号", "POST /account/login/captcha", "account.login", { ...open, message: loginMessage, hidden: ["registered"] }),
  row("Account 3", "退出登录", "POST /account/logout", "account.logout", { message: "退出成功" }),

  row("User 1", "初始化用户资料", "POST /user/profile/init", "user.initProfile"),
  row("User 2", "更新用户资料", "PUT /user/profile", "user.updateProfile"),
  row("User 3", "获取用户资料", "GET /user/{uid}/profile", "user.profile"),
  row("User 4", "分页获取黑名单列表", "GET /user/block", "user.blocks"),
  row("User 5", "拉黑用户", "POST /user/{uid}/block", "user.block", { message: "拉黑成功" }),
  row("User 6", "取消拉黑用户", "DELETE /user/{uid}/block", "user.unblock", { message: "取消拉黑成功" }),
  row("User 7", "分页获取消息列表", "GET /user/message", "message.list"),
  row("User 8", "获取未读消息总数", "GET /user/message/unread_total", "message.unreadTotal"),
  row("User 9", "发送名片", "POST /user/{uid}/card", "card.send", { message: "对方已收到你的名片" }),
  row("User 10", "删除名片", "DELETE /user/{uid}/card", "card.remove", { message: "删除成功" }),
  row("User 11", "分页获取名片列表", "GET /user/card", "card.list"),

  row("Club 1", "创建圈子", "POST /club", "club.create"),
  row("Club 2", "获取圈子", "GET /club/{clubId}", "club.get"),
  row("Club 3", "分页获取圈子列表", "GET /club", "club.list"),
  row("Club 4", "分页获取圈子成员列表", "GET /club/{clubId}/member", "club.members"),
  row("Club 5", "加入圈子", "POST /club/{clubId}/join", "club.join"),
  row("Club 6", "退出圈子", "POST /club/{clubId}/leave", "club.leave"),

  row("Room 1", "创建活动", "POST /room", "room.create"),
  row("Room 2", "获取活动", "GET /room/{roomId}", "room.get"),
  row("Room 3", "分页获取活动列表", "GET /room", "room.list"),
  row("Room 4", "获取活动声网Token", "POST /room/{roomId}/token", "room.token", { ...reading, alias: "GET /room/{roomId}/token" }),
  row("Room 5", "主持人关闭活动", "POST /room/{roomId}/close", "room.close"),
  row("Room 6", "获取活动Cache", "POST /room/{roomId}/cache", "room.cache", { ...reading, alias: "GET /room/{roomId}/cache" }),
  row("Room 7", "邀请用户加入活动", "POST /room/{roomId}/invite/{uid}", "room.invite", { message: "邀请成功" }),

  row("Event 1", "创建日程", "POST /event", "event.create"),
  row("Event 2", "编辑日程", "PUT /event/{eventId}", "event.update"),
  row("Event 3", "删除日程", "DELETE /event/{eventId}", "event.remove"),
  row("Event 4", "获取日程", "GET /event/{eventId}", "event.get"),
  row("Event 5", "分页获取日程列表", "GET /event", "event.list"),
  row("Event 6", "预约日程", "POST /event/{eventId}/notify", "event.notify"),
  row("Event 7", "通过日程开始活动", "POST /event/{eventId}/start", "event.start"),

  row("Aliyun 1", "创建上传图片凭证", "POST /aliyun/image/upload", "upload.image"),

  row("Push 1", "更新JPushID", "POST /push/{jPushId}", "push.bind", { ...reading, alias: "POST /push/update/{jPushId}" }),

  row("App 1", "获取最新版本", "GET /app/version/upgrade", "app.upgrade", { ...open, sign: false }),
  row("App 2", "反馈", "POST /app/feedback", "feedback.submit", { message: "反馈成功" }),
  row("App 3", "投诉", "POST /app/report", "report.submit", { message: "投诉成功" }),
  row("App 4", "获取链接预览", "POST /app/link/preview/{linkMD5}", "link.preview", { ...reading, alias: "GET /app/link/preview/{linkMD5}" }),

  row("H5 1", "获取微信Config", "POST /h5/weixin/config", "h5.weixinConfig", { ...h5, alias: "GET /h5/weixin/config" }),
  row("H5 2", "获取活动", "POST /h5/room/{roomCacheId}", "h5.room", { ...h5, alias: "GET /h5/room/{roomCacheId}" }),
  row("H5 3", "获取圈子", "POST /h5/club/{clubId}", "h5.club", { ...h5, alias: "GET /h5/club/{clubId}" }),
  row("H5 4", "获取用户资料", "POST /h5/profile/{uid}", "h5.profile", { ...h5, alias: "GET /h5/profile/{uid}" }),
  row("H5 5", "获取日程", "POST /h5/event/{eventId}", "h5.event", { ...h5, alias: "GET /h5/event/{eventId}" }),
];
