import { isHttpUrl } from "@chaoqer/contract/fields";
import type { Setting } from "./page";
import { cut } from "./text";

/** How a page looks when it is passed on: in WeChat, and as a link preview elsewhere. */
export interface Card {
  title: string;
  desc: string;
  /** The page's address without what WeChat adds to it. */
  link: string;
  imgUrl: string;
}

const TITLE_MAX = 40;
const DESC_MAX = 60;

/** @param image the thing's own picture; the app's mark where there is none. */
export function cardOf({ siteUrl, path }: Setting, title: string, desc: string, image?: string): Card {
  return {
    title: cut(title, TITLE_MAX),
    desc: cut(desc, DESC_MAX),
    link: siteUrl + path,
    imgUrl: image && isHttpUrl(image) ? image : `${siteUrl}/share.png`,
  };
}
