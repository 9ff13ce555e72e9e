import type { IncomingMessage } from "node:http";
import { Readable, type Transform } from "node:stream";
import { constants, createBrotliDecompress, createInflateRaw, createUnzip } from "node:zlib";
import { LinkRefused } from "./refusal";

/** What was cut off is decoded as far as it came. */
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH };

/** The first bytes of a stream, which is closed after that. */
async function take(source: AsyncIterable<Buffer>, max: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= max) break;
  }
  return Buffer.concat(chunks).subarray(0, max);
}

/** Some servers send `deflate` without the zlib header that the standard asks for; the first byte tells. */
const hasZlibHeader = (bytes: Buffer) => ((bytes[0] ?? 0) & 0x0f) === 8;

function decoderOf(encoding: string, bytes: Buffer): Transform | undefined {
  switch (encoding) {
    case "":
    case "identity":
      return undefined;
    case "gzip":
    case "x-gzip":
      return createUnzip(ZLIB);
    case "deflate":
      return hasZlibHeader(bytes) ? createUnzip(ZLIB) : createInflateRaw(ZLIB);
    case "br":
      return createBrotliDecompress(BROTLI);
    default:
      throw new LinkRefused("an unknown content encoding");
  }
}

/**
 * Reads at most `max` bytes of a page, before as well as after decompression, and hangs up.
 * @throws LinkRefused for an unknown encoding
 */
export async function readBody(response: IncomingMessage, max: number): Promise<Buffer> {
  const bytes = await take(response, max);
  const decoder = decoderOf((response.headers["content-encoding"] ?? "").trim().toLowerCase(), bytes);
  return decoder && bytes.length > 0 ? take(Readable.from([bytes]).pipe(decoder), max) : bytes;
}
