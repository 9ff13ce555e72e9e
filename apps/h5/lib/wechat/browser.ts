/** Whether the page is open in WeChat. WeCom (wxwork) says so too, but has a login of its own. */
export function isWechat(userAgent: string): boolean {
  return /MicroMessenger/i.test(userAgent) && !/wxwork/i.test(userAgent);
}
