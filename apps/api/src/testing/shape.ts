/**
 * Compares an answer with an example by shape: every member of the example is there with the same JSON type. Members of
 * an example's list items are looked for in every item. Returns what differs, as paths.
 */
export function shapeDifferences(example: unknown, actual: unknown, path = "$"): string[] {
  const kind = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);
  if (kind(example) !== kind(actual))
    return [`${path}: ${kind(example)} in the example, ${kind(actual)} in the answer`];
  if (Array.isArray(example) && Array.isArray(actual)) {
    if (example.length > 0 && actual.length === 0) return [`${path}: the answer's list is empty`];
    return actual.flatMap((item, index) => shapeDifferences(example[0], item, `${path}[${index}]`));
  }
  if (kind(example) !== "object") return [];
  const members = actual as Record<string, unknown>;
  return Object.entries(example as object).flatMap(([key, value]) =>
    key in members ? shapeDifferences(value, members[key], `${path}.${key}`) : [`${path}.${key}: missing`],
  );
}
