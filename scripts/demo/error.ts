/** Why the demo cannot go on; the message is for whoever runs it. */
export class DemoError extends Error {
  override name = "DemoError";
}
