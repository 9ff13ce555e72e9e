import { BEIJING, countdownWords, sinceWords, whenWords, zoneWords } from "./words";

interface Props {
  /** Milliseconds since 1970. */
  at: number;
  now: number;
}

/** `今天 20:00` in Beijing's time; the page script puts it into the visitor's. */
export function When({ at, now }: Props) {
  return (
    <time dateTime={new Date(at).toISOString()} data-time="when" data-at={at}>
      {whenWords(at, now, BEIJING)}
    </time>
  );
}

/** Which zone `When` speaks of. */
export function Zone({ at }: Pick<Props, "at">) {
  return (
    <span data-time="zone" data-at={at}>
      {zoneWords(BEIJING)}
    </span>
  );
}

/** How long until then; "" when that is no news. */
export function Countdown({ at, now }: Props) {
  return (
    <span data-time="countdown" data-at={at}>
      {countdownWords(at, now)}
    </span>
  );
}

/** How long it has gone on since then. */
export function Since({ at, now }: Props) {
  return (
    <span data-time="since" data-at={at}>
      {sinceWords(at, now)}
    </span>
  );
}
