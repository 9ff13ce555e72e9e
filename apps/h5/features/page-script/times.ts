import { countdownWords, sinceWords, whenWords, zoneWords } from "../time/words";

const TICK_MS = 15_000;

/** What an element with `data-at` (milliseconds) shows, by its `data-time`. */
const WORDS: Record<string, (at: number, now: number, offset: number) => string> = {
  when: whenWords,
  zone: (_at, _now, offset) => zoneWords(offset),
  countdown: countdownWords,
  since: sinceWords,
};

/**
 * Puts times into the visitor's zone and keeps countdowns true; the server's words are Beijing's. A countdown that has
 * run out hides what belongs to it.
 */
export function keepTimes(): void {
  const elements = Array.from(document.querySelectorAll<HTMLElement>("[data-time]"));
  if (elements.length === 0) return;
  const show = () => {
    for (const element of elements) {
      const at = Number(element.dataset.at);
      const offset = -new Date(at).getTimezoneOffset();
      const kind = element.dataset.time ?? "";
      const text = WORDS[kind]?.(at, Date.now(), offset) ?? "";
      if (element.textContent !== text) element.textContent = text;
      if (kind === "countdown" && element.parentElement) element.parentElement.hidden = text === "";
    }
  };
  show();
  setInterval(show, TICK_MS);
}
