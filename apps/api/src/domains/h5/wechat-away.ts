import { DomainError } from "@chaoqer/contract/errors";
import { WechatFault } from "../../providers/wechat/faults";

/** What WeChat answers, or 503 where it does not or refuses us; the adapter has logged why. */
export async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WechatFault) throw new DomainError("unavailable", "微信服务暂时不可用，请稍后再试");
    throw error;
  }
}
