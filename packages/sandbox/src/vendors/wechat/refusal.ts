import { randomBytes } from "node:crypto";

/** What WeChat answers instead of doing the work: HTTP 200 and `{"errcode","errmsg"}`. */
export class WechatRefusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    const part = () => randomBytes(4).toString("hex");
    super(`${message} rid: ${part()}-${part()}-${part()}`);
  }
}
