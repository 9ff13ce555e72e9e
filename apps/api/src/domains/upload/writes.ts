import type { ImageDir } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { UploadResult } from "@chaoqer/contract/upload";
import { inTransaction } from "@chaoqer/db/tx";
import { StorageUnavailable } from "../../providers/storage";
import type { Ctx, UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";

async function signedAddress(ctx: Ctx, key: string): Promise<string> {
  try {
    return await ctx.providers.storage.uploadAddress(key);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    ctx.log[error.misconfigured ? "fatal" : "error"]({ err: error }, "no credentials for uploads");
    throw new DomainError("unavailable", "图片上传服务暂时不可用，请稍后重试");
  }
}

/** Hands out an address for one picture of the caller's, and keeps note of it. @throws DomainError unavailable */
export async function ticketForImage(ctx: UserCtx, { imageDir }: { imageDir: ImageDir }): Promise<UploadResult> {
  const { uid } = ctx.actor;
  const imageId = newId();
  const objectKey = `image/${uid}/${imageDir}/${imageId}.jpg`;
  const uploadAddress = await signedAddress(ctx, objectKey);
  const data = { imageId, uid, imageDir, objectKey, createTime: ctx.clock.now() };
  await inTransaction(ctx, (tx) => tx.db.image.create({ data, select: { imageId: true } }));
  return { uploadAddress, imageId, imageURL: ctx.providers.storage.publicAddress(objectKey) };
}
