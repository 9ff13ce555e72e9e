/** At most so many lines a process may put on the screen in such a time; its log file has them all. */
const LIMIT = 20;
const WINDOW_MS = 10_000;

/**
 * What of a line is worth showing at once: warnings and errors. The api writes one JSON object a line; of the others,
 * what comes on standard error counts.
 */
export function notice(line: string, isError: boolean): string | undefined {
  if (line.startsWith("{")) {
    const entry = parse(line);
    if (entry && typeof entry.level === "string") {
      if (!["warn", "error", "fatal"].includes(entry.level)) return undefined;
      const cause = entry.err?.message ? `: ${entry.err.message}` : "";
      return `${entry.level}: ${entry.msg ?? ""}${cause}`;
    }
  }
  return isError && line.trim() !== "" ? line : undefined;
}

interface Entry {
  level?: unknown;
  msg?: string;
  err?: { message?: string };
}

function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    // Begins like an entry and is none: text.
    return undefined;
  }
}

/** Lets through LIMIT lines in WINDOW_MS, then one word of what is held back. */
export function throttle(show: (line: string) => void, logFile: string, now = () => performance.now()) {
  let since = Number.NEGATIVE_INFINITY;
  let shown = 0;
  return (line: string): void => {
    if (now() - since > WINDOW_MS) {
      since = now();
      shown = 0;
    }
    shown++;
    if (shown <= LIMIT) show(line);
    else if (shown === LIMIT + 1) show(`… and more in ${logFile}`);
  };
}
