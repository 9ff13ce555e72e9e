import { OPEN_ID, OVERLAY_ID } from "../open-app/ids";
import { report } from "./report";

/** A phone that has the app has left the page by then. */
const PATIENCE_MS = 2_000;

/** In WeChat links cannot leave for an app: this says how to get to a browser that can. */
export function showOverlay(): void {
  report("overlay");
  location.replace(`#${OVERLAY_ID}`);
}

/** Tries the scheme, and when nothing has come over the page after a while, goes where the app is to be had. */
function tryScheme(deepLink: string, download: string): void {
  report("scheme");
  const timer = setTimeout(() => {
    removeListeners();
    if (document.hidden) return;
    report("download");
    location.href = download;
  }, PATIENCE_MS);
  const left = () => {
    if (!document.hidden) return;
    clearTimeout(timer);
    removeListeners();
  };
  const gone = () => clearTimeout(timer);
  const removeListeners = () => {
    document.removeEventListener("visibilitychange", left);
    removeEventListener("pagehide", gone);
  };
  document.addEventListener("visibilitychange", left);
  addEventListener("pagehide", gone);
  location.href = deepLink;
}

/** Gives the open button its ways; which of them it has, the server wrote into it. */
export function bindOpenButton(): void {
  const button = document.getElementById(OPEN_ID);
  if (!button) return;
  button.addEventListener("click", (event) => {
    const { way, deepLink = "", download = "/" } = button.dataset;
    // These two are links that do it by themselves.
    if (way === "overlay" || way === "universalLink") return report(way);
    event.preventDefault();
    tryScheme(deepLink, download);
  });
}
