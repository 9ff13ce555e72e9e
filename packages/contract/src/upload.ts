import { z } from "zod";
import { IMAGE_DIRS } from "./enums";
import { id } from "./fields";

/** 创建上传图片凭证. */
export const uploadInput = z.object({ imageDir: z.string().pipe(z.enum(IMAGE_DIRS, "图片目录不正确")) });

/** Where to PUT an image/jpeg within 10 minutes, and where it can be seen then. */
export const uploadResult = z.object({ uploadAddress: z.url(), imageId: id, imageURL: z.url() });
export type UploadResult = z.output<typeof uploadResult>;
