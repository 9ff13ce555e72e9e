/**
 * Every way a call can fail, by name. `result` is the number that native clients read in a REST answer
 * (docs/api/transport.md, "Which failure"); `message` is shown when the thrower gives no better one.
 */
export const ERRORS = {
  repeated: { result: -1, message: "短时间内重复调用" },
  refused: { result: 0, message: "Failure" },
  accountUnknown: { result: 100000, message: "账号不存在" },
  accountExists: { result: 100001, message: "账号已存在" },
  accountFrozen: { result: 100002, message: "账号已被冻结" },
  profileMissing: { result: 200000, message: "用户资料未初始化" },
  profileExists: { result: 200001, message: "用户资料已初始化" },
  userUnknown: { result: 200002, message: "用户不存在" },
  messageUnknown: { result: 200003, message: "消息不存在" },
  roomUnknown: { result: 400000, message: "活动不存在" },
  roomBlocked: { result: 400001, message: "无法加入此活动(有主持人拉黑了你)" },
  clubUnknown: { result: 500000, message: "圈子不存在" },
  eventUnknown: { result: 600000, message: "日程不存在" },
  malformed: { result: 0, message: "Params Not Valid" },
  unauthorized: { result: 0, message: "Authorized Failed" },
  forbidden: { result: 0, message: "Forbidden" },
  notFound: { result: 0, message: "Not Found" },
  methodNotAllowed: { result: 0, message: "Method Not Allowed" },
  tooLarge: { result: 0, message: "Payload Too Large" },
  unsupportedMedia: { result: 0, message: "Unsupported Media Type" },
  unavailable: { result: 0, message: "Service Unavailable" },
  timeout: { result: 0, message: "Gateway Timeout" },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The one error that domain code throws. It knows no transport; the api maps it once to tRPC and once to REST. */
export class DomainError extends Error {
  override readonly name = "DomainError";

  /** @param message fit to show to a user; the code's own message when left out. */
  constructor(
    readonly code: ErrorCode,
    message: string = ERRORS[code].message,
  ) {
    super(message);
  }
}
