import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { sameText } from "../../signatures/encode";

const claimsSchema = z.object({ accessKeyId: z.string(), expires: z.number(), policy: z.unknown().optional() });
/** What a session of a role may do and until when (milliseconds). `policy`: the one AssumeRole was given, if any. */
export type SessionClaims = z.infer<typeof claimsSchema>;
export type Session = { accessKeyId: string; accessKeySecret: string; securityToken: string };

/** Opens a session. The token carries all that is to know about it, so it outlives a restart of the sandbox. */
export function openSession(secret: string, expires: number, policy: unknown): Session {
  const accessKeyId = `STS.N${randomBytes(18).toString("base64url").replace(/[_-]/g, "x")}`;
  // Padded to the length of a real token: whoever stores or forwards one must have room.
  const claims = JSON.stringify({ accessKeyId, expires, policy, pad: randomBytes(240).toString("base64") });
  const body = Buffer.from(claims);
  const securityToken = Buffer.concat([mac(secret, body), body]).toString("base64");
  return { accessKeyId, accessKeySecret: sessionSecret(secret, accessKeyId), securityToken };
}

/** What a token says, or undefined if it is not one of ours. */
export function readToken(secret: string, securityToken: string): SessionClaims | undefined {
  const bytes = Buffer.from(securityToken, "base64");
  const body = bytes.subarray(32);
  if (!sameText(bytes.toString("base64"), securityToken)) return undefined;
  if (!sameText(bytes.subarray(0, 32).toString("hex"), mac(secret, body).toString("hex"))) return undefined;
  return claimsSchema.parse(JSON.parse(body.toString("utf8")));
}

/** The secret that belongs to a session's key. */
export function sessionSecret(secret: string, accessKeyId: string): string {
  return mac(secret, Buffer.from(`key:${accessKeyId}`)).toString("base64url");
}

function mac(secret: string, data: Buffer): Buffer {
  return createHmac("sha256", secret).update(data).digest();
}
