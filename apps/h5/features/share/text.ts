const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** At most `max` characters as people count them, on one line; what is cut off becomes `…`. */
export function cut(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const parts = Array.from(graphemes.segment(line), ({ segment }) => segment);
  return parts.length <= max ? line : `${parts.slice(0, max - 1).join("")}…`;
}
