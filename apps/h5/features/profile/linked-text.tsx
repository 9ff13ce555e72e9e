import { partsOf } from "./parts";

/** Text as somebody wrote it: line breaks kept, web addresses as links that give nothing of ours away. */
export function LinkedText({ text }: { text: string }) {
  return partsOf(text).map(({ at, words, href }) =>
    href ? (
      <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {words}
      </a>
    ) : (
      words
    ),
  );
}
