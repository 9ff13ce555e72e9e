/** Says on the server's log why a page could not be served as asked; neither address parameters nor tokens are in it. */
export function logFailure(page: string, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: "unknown", message: String(error) };
  console.error(JSON.stringify({ level: "error", app: "h5", page, error: name, message }));
}
