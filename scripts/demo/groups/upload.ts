import { uploadResult } from "@chaoqer/contract/upload";
import { check, type World } from "../world";

/** The smallest picture there is in JPEG's own words: start of image, end of image. */
const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);

/** Aliyun 1: a picture goes up to OSS with a signed address, and is seen where it should be. */
export async function upload({ journal, hang }: World): Promise<void> {
  const ticket = await hang.call("POST", "/aliyun/image/upload", { imageDir: "avatar" }, uploadResult);
  const put = await fetch(ticket.uploadAddress, {
    method: "PUT",
    headers: { "content-type": "image/jpeg" },
    body: PICTURE,
  });
  check(put.ok, `OSS takes the picture (it answered ${put.status})`);
  const seen = await fetch(ticket.imageURL);
  check(seen.ok && Buffer.from(await seen.arrayBuffer()).equals(PICTURE), "the picture is at its imageURL");
  journal.note(`uploaded and read back: ${ticket.imageURL}`);
}
