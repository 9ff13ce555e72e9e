import { sameText } from "./encode";

/** Whether an `Authorization` header is HTTP Basic with this user and password. */
export function basicAuth(header: string | undefined, user: string, password: string): "ok" | "absent" | "wrong" {
  if (!header) return "absent";
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1] ?? "";
  return sameText(Buffer.from(given, "base64").toString("utf8"), `${user}:${password}`) ? "ok" : "wrong";
}
