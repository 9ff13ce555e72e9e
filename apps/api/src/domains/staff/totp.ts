import { Secret, TOTP } from "otpauth";

/** The second step: time-based codes of six digits, a new one every 30 seconds (RFC 6238). */

const PERIOD_S = 30;
const ISSUER = "Chaoqer";

const totpOf = (secret: string, label: string) =>
  new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
  });

/** A new secret of 160 bits, in base32. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

/** The address that an authenticator app reads from a QR code. */
export const totpUri = (secret: string, username: string) => totpOf(secret, username).toString();

/**
 * The time step of a right code, one step early or late allowed; undefined for a wrong one and for one that is not
 * newer than the last accepted, since a code works once.
 */
export function totpStepOf(secret: string, code: string, now: Date, last: bigint | null): bigint | undefined {
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = BigInt(Math.floor(now.getTime() / 1000 / PERIOD_S) + delta);
  return last !== null && step <= last ? undefined : step;
}
