/** How many different statements a process keeps prepared on each connection. */
const limit = 500;
const repeatable = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Names for prepared statements, so that PostgreSQL parses a repeated one once a connection. "" leaves it unnamed:
 * transaction control, and what comes after the limit (lists of varying length make many texts), so that the
 * server's memory is bounded.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= limit || !repeatable.test(sql)) return "";
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
