import type { JsSdkConfig } from "../../apps/h5/lib/wechat/config";

/** What a page asked of WeChat's JS-SDK. */
export interface JsSdkCalls {
  configs: (Omit<JsSdkConfig, "url"> & { jsApiList: string[]; openTagList: string[] })[];
  message?: Record<string, string>;
  timeline?: Record<string, string>;
}

declare global {
  interface Window {
    jsSdkCalls: JsSdkCalls;
  }
}

/**
 * Stands in for jweixin-1.6.0.js, which needs WeChat around it: keeps what it is told, and then is ready.
 * @param refusals how many configurations it refuses first.
 */
export function jsSdkScript(refusals = 0): string {
  return `(() => {
    const calls = (window.jsSdkCalls = { configs: [] });
    let ready, error;
    window.wx = {
      config(options) {
        calls.configs.push(options);
        setTimeout(() => (calls.configs.length <= ${refusals} ? error : ready)?.(), 0);
      },
      ready: (then) => (ready = then),
      error: (then) => (error = then),
      updateAppMessageShareData: (data) => (calls.message = data),
      updateTimelineShareData: (data) => (calls.timeline = data),
    };
  })();`;
}
