import { createHmac } from "node:crypto";
import { byCodeUnit, percentEncode } from "./encode";

/**
 * The signature of Aliyun's older RPC style over all parameters but `Signature`, and the text that was signed.
 * Rule: help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
 */
export function signRpc(
  method: string,
  params: Record<string, string>,
  secret: string,
): { signature: string; stringToSign: string } {
  const query = Object.keys(params)
    .filter((name) => name !== "Signature")
    .sort(byCodeUnit)
    .map((name) => `${percentEncode(name)}=${percentEncode(params[name] ?? "")}`)
    .join("&");
  const stringToSign = `${method}&${percentEncode("/")}&${percentEncode(query)}`;
  return { signature: createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64"), stringToSign };
}
