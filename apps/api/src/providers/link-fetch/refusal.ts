/** A page that is not fetched, or shows nothing, however often it is tried. The message says why, without the link. */
export class LinkRefused extends Error {
  override readonly name = "LinkRefused";
}
