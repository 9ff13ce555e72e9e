/** Says on the server's log why something could not be done; neither names, passwords nor tokens are in it. */
export function logFailure(what: string, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: "unknown", message: String(error) };
  console.error(JSON.stringify({ level: "error", app: "admin", what, error: name, message }));
}
