/**
 * What OSS answers instead of doing the work: an XML document with these, `RequestId` and `HostId`. `EC` names the page
 * help.aliyun.com/zh/oss/user-guide/{EC}, where we know it. Codes: help.aliyun.com/zh/oss/developer-reference/error-responses
 */
export class OssRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const accessDenied = (message: string, details: Record<string, string> = {}) =>
  new OssRefusal(403, "AccessDenied", message, details);
