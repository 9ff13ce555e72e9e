import type { JsSdkConfig } from "../../lib/wechat/config";
import type { Card } from "../share/card";

/** What the server tells a page's script; it stands in the page as JSON under this element id. */
export const DATA_ID = "page-data";

export interface PageData {
  /** Null outside WeChat, or where WeChat gave no ticket. */
  config: JsSdkConfig | null;
  card: Card;
}

/** JSON that cannot end the element it stands in, whatever a name contains. */
export function embedded(data: PageData): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
