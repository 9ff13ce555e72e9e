/** Something that keeps the stack from running; the message is for whoever started it. */
export class StackError extends Error {
  override name = "StackError";
}
