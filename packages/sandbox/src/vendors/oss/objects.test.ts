import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../testing";
import { errorOf, jpeg, ossOf, put } from "./testing";

let sandbox: RunningSandbox;
let { accountKeys, client, publicUrl, uploads } = {} as ReturnType<typeof ossOf>;
beforeAll(async () => {
  sandbox = await startSandbox();
  ({ accountKeys, client, publicUrl, uploads } = ossOf(sandbox));
});
beforeEach(async () => {
  sandbox.clock.reset();
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

describe("objects", () => {
  it("cannot be put without a signature", async () => {
    expect(await errorOf(await put(publicUrl("x.jpg")))).toEqual([403, "AccessDenied"]);
    expect((await uploads())[0]?.outcome).toBe("AccessDenied");
  });

  it("answer 404 where there is none, and HEAD without a body", async () => {
    expect(await errorOf(await fetch(publicUrl("none.jpg")))).toEqual([404, "NoSuchKey"]);
    expect(await errorOf(await fetch(`${sandbox.url}/other-bucket/none.jpg`))).toEqual([404, "NoSuchBucket"]);
    await put(
      await client(accountKeys()).signatureUrlV4("PUT", 600, { headers: { "Content-Type": "image/jpeg" } }, "h.jpg"),
    );
    const head = await fetch(publicUrl("h.jpg"), { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(jpeg.length)]);
    expect((await fetch(publicUrl("none.jpg"), { method: "HEAD" })).status).toBe(404);
    const etag = head.headers.get("etag") ?? "";
    expect((await fetch(publicUrl("h.jpg"), { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it("may be at most 20 MB, and must have the MD5 they are said to have", async () => {
    const url = await client(accountKeys()).signatureUrlV4("PUT", 600, undefined, "big.bin");
    const size = 20 * 1024 * 1024;
    expect((await fetch(url, { method: "PUT", body: Buffer.alloc(size) })).status).toBe(200);
    expect(await errorOf(await fetch(url, { method: "PUT", body: Buffer.alloc(size + 1) }))).toEqual([
      400,
      "EntityTooLarge",
    ]);
    const headers = { "Content-MD5": createHash("md5").update("other").digest("base64") };
    const withMd5 = await client(accountKeys()).signatureUrlV4("PUT", 600, { headers }, "md5.bin");
    expect(await errorOf(await fetch(withMd5, { method: "PUT", body: jpeg, headers }))).toEqual([400, "InvalidDigest"]);
  });

  it("stay in their folder, whatever the path says", async () => {
    const { ALIYUN_OSS_BUCKET: bucket } = sandbox.credentials;
    const raw = (method: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { port } = new URL(sandbox.url);
        httpRequest({ host: "localhost", port, method, path }, (reply) => {
          reply.resume().on("end", () => resolve(reply.statusCode));
        })
          .on("error", reject)
          .end();
      });
    const outside = "../../../escaped.txt";
    const url = new URL(await client(accountKeys()).signatureUrlV4("PUT", 600, undefined, "placeholder"));
    expect(await raw("PUT", `/${bucket}/${outside}${url.search}`)).toBe(403);
    for (const path of [outside, "%2e%2e/%2e%2e/escaped.txt", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%zz"])
      expect([400, 404]).toContain(await raw("GET", `/${bucket}/${path}`));
    expect(await readdir(sandbox.dataDir)).toEqual(["sandbox"]);
    const names = await readdir(join(sandbox.dataDir, "sandbox", "oss"));
    expect(names.filter((name) => !/^[0-9a-f]{64}(\.json)?$/.test(name))).toEqual([]);
  });

  it("can be put by a page of another origin", async () => {
    const headers = { origin: "http://localhost:4001", "access-control-request-headers": "content-type" };
    const preflight = await fetch(publicUrl("x.jpg"), { method: "OPTIONS", headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  });
});
