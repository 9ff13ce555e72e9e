/** The keys a third party knows us by. The names are those of the environment variables that hold the real ones. */
export type Credentials = {
  ALIYUN_ACCESS_KEY_ID: string;
  ALIYUN_ACCESS_KEY_SECRET: string;
  ALIYUN_SMS_SIGN_NAME: string;
  ALIYUN_SMS_TEMPLATE_CODE: string;
  ALIYUN_STS_ROLE_ARN: string;
  ALIYUN_OSS_BUCKET: string;
  /** As ali-oss writes it, with the `oss-` prefix; signatures carry it without. */
  ALIYUN_OSS_REGION: string;
  JPUSH_APP_KEY: string;
  JPUSH_MASTER_SECRET: string;
  WECHAT_APP_ID: string;
  WECHAT_APP_SECRET: string;
  /** 32 hex characters. */
  AGORA_APP_ID: string;
  /** 32 hex characters. */
  AGORA_APP_CERTIFICATE: string;
  AGORA_CUSTOMER_ID: string;
  AGORA_CUSTOMER_SECRET: string;
  /** Signs the notifications that Agora sends to us. */
  AGORA_NOTIFY_SECRET: string;
};

/**
 * The keys that the sandbox accepts and that the api uses while the provider variables are unset. They open nothing
 * but a sandbox, so they may stand here.
 */
export const devCredentials: Credentials = {
  ALIYUN_ACCESS_KEY_ID: "LTAI5tSandboxChaoqer0001",
  ALIYUN_ACCESS_KEY_SECRET: "sandboxAliyunSecret0123456789a",
  ALIYUN_SMS_SIGN_NAME: "超乎",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_200000001",
  ALIYUN_STS_ROLE_ARN: "acs:ram::1000000000000001:role/chaoqer-upload",
  ALIYUN_OSS_BUCKET: "chaoqer-dev",
  ALIYUN_OSS_REGION: "oss-cn-shenzhen",
  JPUSH_APP_KEY: "5a4db07e5a4db07e5a4db07e",
  JPUSH_MASTER_SECRET: "0123456789abcdef01234567",
  WECHAT_APP_ID: "wx5a4db07e5a4db07e",
  WECHAT_APP_SECRET: "5a4db07e0123456789abcdef5a4db07e",
  AGORA_APP_ID: "5a4db07e5a4db07e5a4db07e5a4db07e",
  AGORA_APP_CERTIFICATE: "c0ffee00c0ffee00c0ffee00c0ffee00",
  AGORA_CUSTOMER_ID: "a5a4db07ea5a4db07ea5a4db07e00001",
  AGORA_CUSTOMER_SECRET: "a5a4db07ea5a4db07ea5a4db07e00002",
  AGORA_NOTIFY_SECRET: "sandbox-notify-secret",
};
