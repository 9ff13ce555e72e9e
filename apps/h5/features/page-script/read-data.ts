import { DATA_ID, type PageData } from "./data";

/** What the server left in the page for the script. */
export function readData(): PageData | null {
  const text = document.getElementById(DATA_ID)?.textContent;
  return text ? (JSON.parse(text) as PageData) : null;
}
