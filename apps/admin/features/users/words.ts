import { ClientType } from "@chaoqer/contract/enums";

const CLIENTS: Record<number, string> = {
  [ClientType.web]: "网页",
  [ClientType.ios]: "iOS",
  [ClientType.android]: "Android",
};

export const clientName = (type: number): string => CLIENTS[type] ?? String(type);

/** A client with its version, as its headers say. */
export function clientText(client: { clientType: number; versionName: string; versionCode: number }): string {
  return `${clientName(client.clientType)} ${client.versionName}（${client.versionCode}）`;
}
