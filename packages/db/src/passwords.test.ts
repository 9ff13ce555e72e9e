import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./passwords";

test("a password opens its own hash, and no other does", async () => {
  const stored = await hashPassword("四季-豆-2026");
  expect(await verifyPassword("四季-豆-2026", stored)).toBe(true);
  expect(await verifyPassword("四季-豆-2027", stored)).toBe(false);
});

test("the form is scrypt$N$r$p$salt$hash, each with its own salt", async () => {
  const [first, second] = await Promise.all([hashPassword("secret"), hashPassword("secret")]);
  expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(first).not.toBe(second);
});

test("a hash made at another cost still verifies", async () => {
  const salt = Buffer.from("salt of sixteen!");
  const hash = scryptSync("secret", salt, 24, { N: 1024, r: 4, p: 1 });
  const stored = `scrypt$1024$4$1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
  expect(await verifyPassword("secret", stored)).toBe(true);
  expect(await verifyPassword("Secret", stored)).toBe(false);
});

test("one character typed in two ways is one password", async () => {
  expect(await verifyPassword("cafe\u0301", await hashPassword("caf\u00e9"))).toBe(true);
});

test.each(["", "plain", "scrypt$1$2$3$$", "bcrypt$32768$8$1$c2FsdA$aGFzaA"])("%j is no hash", async (stored) => {
  await expect(verifyPassword("secret", stored)).rejects.toThrow("not of the form");
});
