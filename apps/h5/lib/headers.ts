/** WeChat's JS-SDK and its second address (developers.weixin.qq.com/doc/service/guide/h5/jssdk.html). */
const JSSDK_HOSTS = "https://res.wx.qq.com https://res2.wx.qq.com";

/**
 * Pictures may come from anywhere, because an avatar is any http(s) address; scripts only from here and from WeChat.
 * In WeChat the open tag brings styles of its own, and its frame.
 */
function contentSecurityPolicy(inWechat: boolean): string {
  const reloading = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' ${JSSDK_HOSTS}${reloading ? " 'unsafe-eval' 'unsafe-inline'" : ""}`,
    `style-src 'self'${inWechat || reloading ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data: http: https:",
    "connect-src 'self'",
    ...(reloading ? ["font-src 'self'"] : []),
    ...(inWechat ? ["frame-src https://*.weixin.qq.com https://*.wx.qq.com"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The headers of every answer that is not a file. */
export function documentHeaders({ inWechat }: { inWechat: boolean }): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(inWechat),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  };
}
