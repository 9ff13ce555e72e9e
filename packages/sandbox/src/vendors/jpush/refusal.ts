/** What JPush answers instead of doing the work: `{"error":{"code","message"}}`. Codes: docs.jiguang.cn/jpush/server/push/rest_api_v3_push */
export class JpushRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const missing = (what: string) => new JpushRefusal(400, 1002, `Missing parameter: ${what}`);
export const invalid = (message: string) => new JpushRefusal(400, 1003, message);
export const unknownKey = (where: string, key: string) =>
  new JpushRefusal(400, 1009, `Unsupported key in ${where}: ${key}`);
export const tooLarge = (what: string) => new JpushRefusal(400, 1005, `The ${what} is too large`);
