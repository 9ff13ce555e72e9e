import type { Credentials } from "../../credentials";
import { sameText } from "../../signatures/encode";
import { type OssCall, signOssV1 } from "../../signatures/oss-v1";
import { parseV4Credential, parseV4Date, signOssV4 } from "../../signatures/oss-v4";
import { allows } from "../aliyun/policy";
import { readToken, type SessionClaims, sessionSecret } from "../aliyun/session";
import { accessDenied, OssRefusal } from "./refusal";

/** What a signed URL claims, in either version. `expires`: milliseconds. */
type Claim = {
  accessKeyId: string;
  securityToken: string | undefined;
  signature: string;
  expires: number;
  sign(secret: string): { signature: string; stringToSign: string; canonicalRequest?: string };
};

/**
 * Lets a signed URL through or throws an `OssRefusal`; answers false if the call carries no signature. Checked as OSS
 * does: form, expiry, key, security token, signature over method, key, query and headers, the session's policy.
 */
export function checkSignedUrl(call: OssCall, credentials: Credentials, now: number): boolean {
  const query = new Map(call.query);
  const claim = query.has("x-oss-signature-version") ? claimV4(call, query, credentials) : claimV1(call, query);
  if (!claim) return false;
  if (now > claim.expires)
    throw accessDenied("Request has expired.", {
      ServerTime: new Date(now).toISOString(),
      Expires: new Date(claim.expires).toISOString(),
      EC: "0002-00000069",
    });
  const session = readSession(claim, credentials, now);
  const accountSecret = credentials.ALIYUN_ACCESS_KEY_SECRET;
  const expected = claim.sign(session ? sessionSecret(accountSecret, claim.accessKeyId) : accountSecret);
  if (!sameText(claim.signature, expected.signature))
    throw new OssRefusal(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      {
        OSSAccessKeyId: claim.accessKeyId,
        SignatureProvided: claim.signature,
        StringToSign: expected.stringToSign,
        ...(expected.canonicalRequest ? { CanonicalRequest: expected.canonicalRequest } : {}),
        EC: "0002-00000040",
      },
    );
  const action = call.method === "PUT" ? "oss:PutObject" : "oss:GetObject";
  if (session?.policy && !allows(session.policy, action, `acs:oss:*:*:${call.bucket}/${call.key}`))
    throw accessDenied("You have no right to access this object.", { EC: "0003-00000001" });
  return true;
}

function claimV1(call: OssCall, query: Map<string, string>): Claim | undefined {
  const [accessKeyId, expires, signature] = ["OSSAccessKeyId", "Expires", "Signature"].map((name) => query.get(name));
  if (accessKeyId === undefined && expires === undefined && signature === undefined) return undefined;
  if (!accessKeyId || !expires || !signature)
    throw accessDenied("Missing one of OSSAccessKeyId, Expires and Signature.");
  if (!/^\d{1,12}$/.test(expires))
    throw accessDenied("Invalid date (should be seconds since epoch): Expires", { EC: "0002-00000070" });
  return {
    accessKeyId,
    signature,
    securityToken: query.get("security-token"),
    expires: Number(expires) * 1000,
    sign: (secret) => signOssV1(call, expires, secret),
  };
}

function claimV4(call: OssCall, query: Map<string, string>, credentials: Credentials): Claim {
  const invalid = (message: string, EC?: string) => new OssRefusal(400, "InvalidArgument", message, EC ? { EC } : {});
  if (query.get("x-oss-signature-version") !== "OSS4-HMAC-SHA256")
    throw invalid("Invalid signature version in x-oss-signature-version.", "0002-00000066");
  const credential = parseV4Credential(query.get("x-oss-credential") ?? "");
  if (!credential) throw invalid("Invalid x-oss-credential.", "0002-00000222");
  if (credential.region !== credentials.ALIYUN_OSS_REGION.replace(/^oss-/, ""))
    throw invalid("Invalid signing region in x-oss-credential.", "0002-00000226");
  const date = query.get("x-oss-date") ?? "";
  const signedAt = parseV4Date(date);
  if (signedAt === undefined || date.slice(0, 8) !== credential.date)
    throw invalid("Invalid signing date in x-oss-date.");
  const seconds = query.get("x-oss-expires") ?? "";
  if (!/^\d{1,6}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > 604_800)
    throw invalid("x-oss-expires must be between 1 and 604800 seconds.");
  const signature = query.get("x-oss-signature");
  if (!signature) throw invalid("Missing x-oss-signature.");
  return {
    accessKeyId: credential.accessKeyId,
    signature,
    securityToken: query.get("x-oss-security-token"),
    expires: signedAt + Number(seconds) * 1000,
    sign: (secret) => signOssV4(call, credential, date, secret),
  };
}

/** The session behind a temporary key; undefined for the account's own. */
function readSession(claim: Claim, credentials: Credentials, now: number): SessionClaims | undefined {
  const { accessKeyId, securityToken } = claim;
  const unknownKey = new OssRefusal(
    403,
    "InvalidAccessKeyId",
    "The OSS Access Key Id you provided does not exist in our records.",
    { OSSAccessKeyId: accessKeyId, EC: "0002-00000002" },
  );
  if (securityToken === undefined) {
    if (accessKeyId !== credentials.ALIYUN_ACCESS_KEY_ID) throw unknownKey;
    return undefined;
  }
  if (!accessKeyId.startsWith("STS.")) throw unknownKey;
  const session = readToken(credentials.ALIYUN_ACCESS_KEY_SECRET, securityToken);
  if (session?.accessKeyId !== accessKeyId)
    throw new OssRefusal(403, "InvalidSecurityToken", "The security token you provided is invalid.", {
      EC: "0002-00000006",
    });
  if (now > session.expires)
    throw new OssRefusal(403, "SecurityTokenExpired", "The security token you provided has expired.", {
      EC: "0002-00000007",
    });
  return session;
}
