import OSS from "ali-oss";
import type { OssRecord } from "../../record";
import type { RunningSandbox } from "../../testing";

/** Keys of the account, or of a session with its token. */
export type Keys = { accessKeyId: string; accessKeySecret: string; stsToken?: string };

/** The smallest thing that may be called a picture. */
export const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
export const key = "image/861da0739b7542e69b81fe4baebfd816/cover/56da4708cf5348708c775f0cb09d7520.jpg";

export const put = (url: string, type = "image/jpeg", body: Buffer = jpeg) =>
  fetch(url, { method: "PUT", body, headers: { "content-type": type } });

/** The status and the code of a refusal. */
export const errorOf = async (reply: Response) => [reply.status, /<Code>(\w+)<\/Code>/.exec(await reply.text())?.[1]];

interface Role {
  role?: string;
  policy?: object | string | undefined;
  seconds?: number;
  session?: string;
}

/** A sandbox as the vendor's own SDK finds it. */
export function ossOf(sandbox: RunningSandbox) {
  const { credentials } = sandbox;
  const accountKeys = (): Keys => ({
    accessKeyId: credentials.ALIYUN_ACCESS_KEY_ID,
    accessKeySecret: credentials.ALIYUN_ACCESS_KEY_SECRET,
  });
  const assume = async (change: Role = {}) => {
    const options = { ...accountKeys(), endpoint: `${sandbox.url}/sts` };
    const { role = credentials.ALIYUN_STS_ROLE_ARN, policy, seconds = 900, session = "upload" } = change;
    return (await new OSS.STS(options).assumeRole(role, policy, seconds, session)).credentials;
  };
  return {
    accountKeys,
    assume,
    sessionKeys: async (policy?: object): Promise<Keys> => {
      const { AccessKeyId, AccessKeySecret, SecurityToken } = await assume({ policy });
      return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, stsToken: SecurityToken };
    },
    client: (keys: Keys, change: { bucket?: string; region?: string } = {}) => {
      const { ALIYUN_OSS_BUCKET: bucket, ALIYUN_OSS_REGION: region } = credentials;
      const refreshSTSToken = async () => ({ ...keys, stsToken: keys.stsToken ?? "" });
      const options = { ...keys, bucket, region, endpoint: sandbox.url, sldEnable: true, refreshSTSToken, ...change };
      return new OSS(options);
    },
    uploads: () => sandbox.ask<OssRecord[]>("/inspect/oss"),
    publicUrl: (name: string) => `${sandbox.url}/${credentials.ALIYUN_OSS_BUCKET}/${name}`,
  };
}
