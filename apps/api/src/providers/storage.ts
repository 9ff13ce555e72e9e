import type OSS from "ali-oss";
import type { Clock } from "../clock";
import type { Env } from "../env";

/**
 * Aliyun OSS: addresses to which clients upload, signed with a role's short-lived credentials
 * (https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls, …/zh/ram/developer-reference/api-sts-2015-04-01-assumerole).
 */

/** How long an address takes an upload, in seconds. */
const ADDRESS_S = 600;
/** Life of the role's credentials, in seconds: the longest that a role allows unless it is set otherwise. */
const SESSION_S = 3600;
/** New ones are fetched when the old ones could only just outlive another address; that far they serve if STS is away. */
const RENEW_AT_MS = (SESSION_S - ADDRESS_S - 300) * 1000;
const LAST_USE_MS = (SESSION_S - ADDRESS_S - 30) * 1000;
const STS_TIMEOUT_MS = 4000;

/** STS gave no credentials. `misconfigured`: it refused them, which an operator must mend. */
export class StorageUnavailable extends Error {
  override readonly name = "StorageUnavailable";
  constructor(
    message: string,
    readonly misconfigured: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

interface Session {
  client: OSS;
  /** When it was asked for, by our clock. */
  since: number;
}

/** The typings lack what the SDK reads: the STS endpoint, and paths that carry the bucket. */
interface StsOptions extends OSS.STSOptions {
  endpoint: string;
}
interface ClientOptions extends OSS.Options {
  sldEnable: boolean;
}

/** The SDK is slow to load, so that waits for the first upload. */
const load = async () => (await import("ali-oss")).default;

/** Where the bucket is: the region's own host unless told otherwise. The sandbox has its buckets in the path. */
function endpointOf(env: Env): Partial<ClientOptions> {
  if (env.ALIYUN_OSS_URL === "") return { secure: true };
  const { origin } = new URL(env.ALIYUN_OSS_URL);
  return { endpoint: origin, sldEnable: origin === new URL(env.SANDBOX_URL).origin };
}

/** Lets a session put pictures into the bucket, and nothing else. */
function policyOf(env: Env): object {
  const Resource = [`acs:oss:*:*:${env.ALIYUN_OSS_BUCKET}/image/*`];
  return { Version: "1", Statement: [{ Effect: "Allow", Action: ["oss:PutObject"], Resource }] };
}

async function openSession(env: Env, since: number): Promise<Session> {
  const Oss = await load();
  const keys = { accessKeyId: env.ALIYUN_ACCESS_KEY_ID, accessKeySecret: env.ALIYUN_ACCESS_KEY_SECRET };
  const sts = new Oss.STS({ ...keys, endpoint: env.ALIYUN_STS_URL } as StsOptions);
  try {
    const timeout = { timeout: STS_TIMEOUT_MS, ctx: undefined };
    const role = env.ALIYUN_STS_ROLE_ARN;
    const { credentials } = await sts.assumeRole(role, policyOf(env), SESSION_S, "chaoqer-upload", timeout);
    const options = {
      region: env.ALIYUN_OSS_REGION,
      bucket: env.ALIYUN_OSS_BUCKET,
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      stsToken: credentials.SecurityToken,
      // The client lives no longer than its token; without an interval it would ask for a way to renew it.
      refreshSTSTokenInterval: SESSION_S * 1000,
      ...endpointOf(env),
    };
    return { client: new Oss(options), since };
  } catch (error) {
    const { status = 0, code } = error as { status?: number; code?: string };
    const refused = status >= 400 && status < 500 && !code?.startsWith("Throttling");
    throw new StorageUnavailable(`STS gave no credentials: ${code ?? "no answer"}`, refused, { cause: error });
  }
}

/** The storage adapter. One session a process serves all users; their number of uploads costs STS nothing. */
export function aliyunStorage(env: Env, clock: Clock) {
  let session: Session | undefined;
  let opening: Promise<Session> | undefined;
  const now = () => clock.now().getTime();

  function renew(): Promise<Session> {
    opening ??= openSession(env, now()).finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function client(): Promise<OSS> {
    const held = session;
    const age = held ? now() - held.since : Number.POSITIVE_INFINITY;
    if (held && age >= 0 && age < RENEW_AT_MS) return held.client;
    try {
      session = await renew();
      return session.client;
    } catch (error) {
      if (held && age >= 0 && age < LAST_USE_MS) return held.client;
      throw error;
    }
  }

  return {
    /**
     * Where an image/jpeg may be PUT as this object within 10 minutes. The SDK takes the time of its signature from the
     * system, not from our clock. @throws StorageUnavailable
     */
    async uploadAddress(key: string): Promise<string> {
      const oss = await client();
      const headers = { "Content-Type": "image/jpeg" };
      if (env.OSS_SIGNATURE === "v4") return oss.signatureUrlV4("PUT", ADDRESS_S, { headers }, key);
      return oss.signatureUrl(key, { method: "PUT", expires: ADDRESS_S, ...headers });
    },
    /** Where everybody can see the object: on the CDN. */
    publicAddress: (key: string) => `${env.ALIYUN_CDN_URL.replace(/\/+$/, "")}/${key}`,
  };
}
