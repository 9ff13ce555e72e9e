/**
 * Cleaning and measuring of what users write (docs/api/user.md, "Text").
 */

/** Control, format and other invisible characters, but the joiner that holds emoji together. */
const INVISIBLE = /(?!\u200d)(?:[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5)/gu;
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{White_Space}]/gu;

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** One line: invisible characters and line breaks become spaces, ends are trimmed. */
export function cleanLine(text: string): string {
  return text.replace(LINE_BREAK, " ").replace(INVISIBLE, " ").trim();
}

/** Several lines: invisible characters become spaces, line breaks stay (as `\n`). */
export function cleanText(text: string): string {
  return text
    .split(LINE_BREAK)
    .map((line) => line.replace(INVISIBLE, " "))
    .join("\n");
}

/** Whether nothing of the text can be seen. */
export function isBlank(text: string): boolean {
  return text.replace(IGNORABLE, "") === "";
}

/** Whether the text has at most `max` user-perceived characters; a character of absurd length counts for many. */
export function fits(text: string, max: number): boolean {
  if (text.length > max * 25) return false;
  if (text.length <= max) return true;
  let count = 0;
  for (const _ of graphemes.segment(text)) if (++count > max) return false;
  return true;
}
