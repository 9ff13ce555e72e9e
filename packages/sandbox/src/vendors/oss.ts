import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { queryPairs, rawBody } from "../body";
import type { Deps, Vendor } from "../deps";
import type { OssCall } from "../signatures/oss-v1";
import { toXml } from "../xml";
import { checkSignedUrl } from "./oss/access";
import { createObjects } from "./oss/objects";
import { accessDenied, OssRefusal } from "./oss/refusal";

/** The largest body taken, in bytes. OSS itself takes 5 GB; nothing of ours comes near that. */
const maxBytes = 20 * 1024 * 1024;
/** Fastify's names for what is in the path; the bucket's form is OSS's rule for bucket names. */
const path = "/:bucket(^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$)/*";

/**
 * Aliyun OSS for one bucket that everybody may read: PUT by signed URL (V4 and V1), GET and HEAD, at `/{bucket}/{key}`.
 * Sources: help.aliyun.com/zh/oss/developer-reference/putobject, getobject. CORS is open, as a bucket's rules would be.
 */
export function oss({ credentials, clock, records, ossDir }: Deps): Vendor {
  const objects = createObjects(ossDir);

  function keep(request: FastifyRequest, outcome: string): void {
    if (request.method !== "PUT") return;
    const { bucket, key } = readCall(request);
    records.oss.add({
      bucket,
      key,
      size: rawBody(request).length,
      contentType: request.headers["content-type"] ?? "",
      time: clock.now().getTime(),
      outcome,
    });
  }

  /** The call, if it is for our bucket, has a good key, and what it is signed with holds. */
  function admit(request: FastifyRequest): OssCall & { signed: boolean } {
    const call = readCall(request);
    if (call.bucket !== credentials.ALIYUN_OSS_BUCKET)
      throw new OssRefusal(404, "NoSuchBucket", "The specified bucket does not exist.", {
        BucketName: call.bucket,
      });
    if (call.key === "" || Buffer.byteLength(call.key) > 1023 || /^[/\\]/.test(call.key))
      throw new OssRefusal(400, "InvalidObjectName", "The specified object is not valid.");
    return { ...call, signed: checkSignedUrl(call, credentials, clock.now().getTime()) };
  }

  async function put(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { bucket, key, signed } = admit(request);
    if (!signed)
      throw accessDenied("You have no right to access this object because of bucket acl.", { EC: "0003-00000001" });
    const data = rawBody(request);
    const md5 = createHash("md5").update(data).digest("base64");
    if (request.headers["content-md5"] !== undefined && request.headers["content-md5"] !== md5)
      throw new OssRefusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
    const contentType = request.headers["content-type"] ?? "application/octet-stream";
    const meta = await objects.put({ bucket, key, contentType, data, time: clock.now().getTime() });
    keep(request, "ok");
    return reply.header("etag", meta.etag).header("content-md5", md5).send();
  }

  async function get(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { bucket, key } = admit(request);
    const object = await objects.find(bucket, key);
    if (!object) throw new OssRefusal(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
    const { meta, data } = object;
    reply
      .header("etag", meta.etag)
      .header("last-modified", new Date(meta.time).toUTCString())
      // An upload is what anybody sent: it must not run as a page of this address.
      .header("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
      .header("x-content-type-options", "nosniff");
    if (request.headers["if-none-match"] === meta.etag) return reply.code(304).send();
    reply.header("content-type", meta.contentType).header("content-length", meta.size);
    return reply.send(request.method === "HEAD" ? undefined : data);
  }

  return {
    target: "oss",
    faulted: keep,
    routes(scope) {
      scope.addHook("onRequest", async (_request, reply) => {
        reply
          .header("server", "AliyunOSS")
          .header("x-oss-request-id", randomBytes(12).toString("hex").toUpperCase())
          .header("access-control-allow-origin", "*")
          .header("access-control-expose-headers", "ETag, x-oss-request-id");
      });
      scope.setErrorHandler((error: Error & { code?: string }, request, reply) => {
        const refusal =
          error.code === "FST_ERR_CTP_BODY_TOO_LARGE"
            ? new OssRefusal(400, "EntityTooLarge", "Your proposed upload is too large.")
            : error;
        if (!(refusal instanceof OssRefusal)) throw error;
        keep(request, refusal.code);
        reply.code(refusal.status).type("application/xml");
        const { code: Code, message: Message, details } = refusal;
        if (details.EC) reply.header("x-oss-ec", details.EC);
        const RequestId = String(reply.getHeader("x-oss-request-id"));
        const HostId = request.headers.host ?? "";
        return reply.send(
          request.method === "HEAD" ? undefined : toXml("Error", { Code, Message, RequestId, HostId, ...details }),
        );
      });
      scope.put(path, { bodyLimit: maxBytes }, put);
      scope.get(path, get);
      scope.head(path, get);
      scope.options(path, (request, reply) =>
        reply
          .header("access-control-allow-methods", "GET, HEAD, PUT")
          .header("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*")
          .header("access-control-max-age", "600")
          .send(),
      );
    },
  };
}

function readCall(request: FastifyRequest): OssCall {
  const raw = (request.raw.url ?? "/").split("?")[0] ?? "/";
  const [, bucket = "", ...rest] = raw.split("/");
  const { method, headers } = request;
  return { method, bucket, key: decodeURIComponent(rest.join("/")), query: queryPairs(request), headers };
}
