import type { Branch } from "../open-app/branches";

/** Tells the server how the app was opened; nobody waits for it, and the page may be left meanwhile. */
export function report(branch: Branch): void {
  const url = "/api/opened";
  if (navigator.sendBeacon?.(url, branch)) return;
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Content-Type", "text/plain");
  request.send(branch);
}
