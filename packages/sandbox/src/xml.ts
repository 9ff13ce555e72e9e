/** Escapes a text for XML and HTML, between tags and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A document with one element a field; objects nest. Control characters that XML cannot hold become spaces. */
export function toXml(root: string, fields: Record<string, unknown>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, fields)}`;
}

function element(name: string, value: unknown): string {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value)
          .map(([child, item]) => element(child, item))
          .join("")
      : // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being replaced
        escapeMarkup(String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, " "));
  return `<${name}>${inner}</${name}>`;
}
