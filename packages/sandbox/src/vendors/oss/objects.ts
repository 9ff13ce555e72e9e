import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const metaSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  contentType: z.string(),
  etag: z.string(),
  size: z.int(),
  time: z.int(),
});
export type ObjectMeta = z.infer<typeof metaSchema>;

export type Objects = {
  put(object: { bucket: string; key: string; contentType: string; data: Buffer; time: number }): Promise<ObjectMeta>;
  find(bucket: string, key: string): Promise<{ meta: ObjectMeta; data: Buffer } | undefined>;
};

/**
 * Objects as files in a folder, each with its description beside it. Files are named by a hash of bucket and key: no key
 * can lead out of the folder, and `a` and `a/b` can both be there.
 */
export function createObjects(dir: string): Objects {
  const pathOf = (bucket: string, key: string) =>
    join(dir, createHash("sha256").update(`${bucket}/${key}`).digest("hex"));

  async function replace(path: string, data: Buffer | string): Promise<void> {
    const draft = `${path}.${randomUUID()}.tmp`;
    await writeFile(draft, data);
    await rename(draft, path);
  }

  return {
    async put({ data, ...object }) {
      const etag = `"${createHash("md5").update(data).digest("hex").toUpperCase()}"`;
      const meta = { ...object, etag, size: data.length };
      await mkdir(dir, { recursive: true });
      const path = pathOf(object.bucket, object.key);
      await replace(path, data);
      await replace(`${path}.json`, JSON.stringify(meta));
      return meta;
    },
    async find(bucket, key) {
      const path = pathOf(bucket, key);
      try {
        const [meta, data] = await Promise.all([readFile(`${path}.json`, "utf8"), readFile(path)]);
        return { meta: metaSchema.parse(JSON.parse(meta)), data };
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
  };
}
