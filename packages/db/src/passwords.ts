import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** The cost of a new hash: 32 MiB of memory, three passes (OWASP's password storage cheat sheet, scrypt). */
const cost = { N: 32_768, r: 8, p: 3 };
const keyLength = 32;
const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** A password's hash to keep: `scrypt$N$r$p$salt$hash`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, keyLength, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether the password is the one hashed, in constant time. @throws Error when `stored` is no hash of `hashPassword` */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = "", hash = ""] = form.exec(stored) ?? [];
  const expected = Buffer.from(hash, "base64url");
  if (expected.length === 0) throw new Error("the stored password hash is not of the form scrypt$N$r$p$salt$hash");
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, "base64url"), expected.length, options), expected);
}

/** Of the password in Unicode's NFKC: the same key gives the same hash whichever keyboard made it. */
function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  const maxmem = 256 * 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, length, { ...options, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
