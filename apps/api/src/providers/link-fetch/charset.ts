/** How far into a page its own declaration is looked for. */
const PRESCAN_BYTES = 4096;

const META_CHARSET = /<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w-]{1,40})/i;

function byBom(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return undefined;
}

/** What the page says of itself; one that could be read so far is no UTF-16, whatever it says. */
function byMeta(bytes: Buffer): string | undefined {
  const label = META_CHARSET.exec(bytes.subarray(0, PRESCAN_BYTES).toString("latin1"))?.[1];
  return label && /^utf-?16/i.test(label) ? "utf-8" : label;
}

function decoder(label: string | undefined) {
  if (!label) return undefined;
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A page that says nothing is UTF-8 if it can be, else most likely an old Chinese one. */
function guess(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** A page's text: the byte order mark counts first, then the header, then the page's own `meta` (as browsers do it). */
export function decodePage(bytes: Buffer, contentType: string): string {
  const byHeader = /;\s*charset\s*=\s*["']?\s*([\w-]{1,40})/i.exec(contentType)?.[1];
  const known = decoder(byBom(bytes)) ?? decoder(byHeader) ?? decoder(byMeta(bytes));
  return known ? known.decode(bytes) : guess(bytes);
}
