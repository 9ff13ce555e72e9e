import type { JsSdkConfig } from "../../lib/wechat/config";
import { OPEN_TAG_ID } from "../open-app/ids";
import type { PageData } from "./data";
import { showOverlay } from "./open-app";
import { report } from "./report";

interface ShareData {
  title: string;
  desc?: string;
  link: string;
  imgUrl: string;
}

/** What is used of WeChat's JS-SDK (developers.weixin.qq.com/doc/service/guide/h5/jssdk.html). */
interface JsSdk {
  config(options: Omit<JsSdkConfig, "url"> & { debug: boolean; jsApiList: string[]; openTagList: string[] }): void;
  ready(then: () => void): void;
  error(then: () => void): void;
  updateAppMessageShareData(data: ShareData): void;
  updateTimelineShareData(data: ShareData): void;
}

declare global {
  interface Window {
    wx?: JsSdk;
  }
}

const SOURCES = ["https://res.wx.qq.com", "https://res2.wx.qq.com"].map((host) => `${host}/open/js/jweixin-1.6.0.js`);
// An empty list of calls makes Android refuse the whole configuration.
const CALLS = ["updateAppMessageShareData", "updateTimelineShareData"];
const TAGS = ["wx-open-launch-app"];
const LANDING_KEY = "chaoqer.landing";

function loadSdk(sources: string[], then: (wx: JsSdk) => void): void {
  const [source, ...others] = sources;
  if (!source) return;
  const script = document.createElement("script");
  script.src = source;
  script.onload = () => window.wx && then(window.wx);
  script.onerror = () => loadSdk(others, then);
  document.head.appendChild(script);
}

/** The first address of this visit: iOS may check signatures against that one. */
function landingAddress(here: string): string {
  try {
    const landing = sessionStorage.getItem(LANDING_KEY);
    if (landing) return landing;
    sessionStorage.setItem(LANDING_KEY, here);
  } catch (error) {
    console.warn("no session storage", error);
  }
  return here;
}

function fetchConfig(url: string, then: (config: JsSdkConfig) => void): void {
  const request = new XMLHttpRequest();
  request.open("GET", `/api/wechat/config?url=${encodeURIComponent(url)}`);
  request.onload = () => {
    if (request.status === 200) then(JSON.parse(request.responseText) as JsSdkConfig);
  };
  request.send();
}

/** The open tag lies over the open button once it is ready; where it fails, the overlay says what else can be done. */
function bindOpenTag(): void {
  const tag = document.getElementById(OPEN_TAG_ID);
  if (!tag) return;
  tag.addEventListener("ready", () => tag.setAttribute("data-ready", ""));
  tag.addEventListener("launch", () => report("openTag"));
  tag.addEventListener("error", showOverlay);
  document.addEventListener("WeixinOpenTagsError", () => tag.remove());
}

/** Configures the JS-SDK for this very address, with one more try for the other one, and hands it the share card. */
export function setUpWechat({ config, card }: PageData): void {
  bindOpenTag();
  if (!config) return;
  const here = location.href.split("#")[0] ?? "";
  const landing = landingAddress(here);
  loadSdk(SOURCES, (wx) => {
    let tries = 0;
    const use = ({ appId, timestamp, nonceStr, signature }: JsSdkConfig) => {
      tries += 1;
      wx.config({ debug: false, appId, timestamp, nonceStr, signature, jsApiList: CALLS, openTagList: TAGS });
    };
    wx.ready(() => {
      const { title, desc, link, imgUrl } = card;
      wx.updateAppMessageShareData({ title, desc, link, imgUrl });
      wx.updateTimelineShareData({ title, link, imgUrl });
    });
    wx.error(() => {
      if (tries < 2) fetchConfig(landing, use);
    });
    if (config.url === here) use(config);
    else fetchConfig(here, use);
  });
}
