// What a failed query means. Prisma hides the server's answer in `meta.driverAdapterError.cause`, differently for
// its own calls (P2002 …) and for raw ones (P2010), and lets some of pg's errors through as they are.

/** What an error and its causes say of themselves: Prisma's code, the SQLSTATE, the adapter's kind. */
interface Finding {
  codes: Set<string>;
  messages: string[];
}

function inspect(error: unknown): Finding {
  const found: Finding = { codes: new Set(), messages: [] };
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== "object" || value === null || depth > 6) return;
    for (const key of ["code", "originalCode", "kind", "errorCode"]) {
      const code: unknown = Reflect.get(value, key);
      if (typeof code === "string") found.codes.add(code);
    }
    const message: unknown = Reflect.get(value, "message");
    if (typeof message === "string") found.messages.push(message);
    for (const key of ["cause", "meta", "driverAdapterError"]) visit(Reflect.get(value, key), depth + 1);
    const several: unknown = Reflect.get(value, "errors");
    if (Array.isArray(several)) for (const one of several) visit(one, depth + 1);
  };
  visit(error, 0);
  return found;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  const found = inspect(error).codes;
  return codes.some((code) => found.has(code));
}

/** The constraint or index that a unique or foreign key violation names, such as "accounts_mobile_key". */
export function violatedConstraint(error: unknown): string | undefined {
  if (!isUniqueViolation(error) && !isForeignKeyViolation(error)) return undefined;
  for (const message of inspect(error).messages) {
    const name = /constraint: `([^`]+)`|constraint "([^"]+)"/.exec(message);
    if (name) return name[1] ?? name[2];
  }
  return undefined;
}

/** A row with this key is already there. With `constraint`, only if it is that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, ["P2002", "23505"]) && (!constraint || violatedConstraint(error) === constraint);
}

/** The row referred to is not there, or is still referred to. With `constraint`, only if it is that one. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, ["P2003", "23503", "23001"]) && (!constraint || violatedConstraint(error) === constraint);
}

/** An update, delete or `…OrThrow` found no row. */
export function isNotFound(error: unknown): boolean {
  return hasCode(error, ["P2025", "P2018", "P2001"]);
}

/** Two transactions were in each other's way (serialization failure, deadlock): trying again may do. */
export function isWriteConflict(error: unknown): boolean {
  return hasCode(error, ["P2034", "40001", "40P01"]);
}

/** The server cancelled the statement because it ran past `statement_timeout`. */
export function isStatementTimeout(error: unknown): boolean {
  return hasCode(error, ["57014"]);
}

/** The transaction ran past its time and was rolled back. */
export function isTransactionTimeout(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === "TimeoutError";
  const { codes, messages } = inspect(error);
  return codes.has("P2028") && messages.some((message) => message.includes("expired transaction"));
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08, 57P0x, 53300, 25P03
const away = [
  ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"],
  ["P1001", "P1002", "P1008", "P1017", "P2024", "P2037"],
  ["08000", "08001", "08003", "08004", "08006", "53300", "57P01", "57P02", "57P03", "25P03"],
  ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
].flat();
const awayMessages =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|cannot use a pool after calling end|unable to start a transaction in the given time/i;

/**
 * The server is not there, is starting or stopping, dropped the connection, or gives us none in time. Ask it of
 * errors from the database (Prisma, pg, pg-boss): a third party's refused connection looks the same.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { codes, messages } = inspect(error);
  return away.some((code) => codes.has(code)) || messages.some((message) => awayMessages.test(message));
}

/**
 * Takes the row that PostgreSQL quotes in `detail` out of an error, in place, so that it may be logged: it can hold
 * phone numbers and secrets.
 */
export function withoutRowData<E>(error: E): E {
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== "object" || value === null || depth > 6) return;
    if (typeof Reflect.get(value, "detail") === "string") Reflect.deleteProperty(value, "detail");
    for (const key of ["cause", "meta", "driverAdapterError"]) visit(Reflect.get(value, key), depth + 1);
  };
  visit(error, 0);
  return error;
}
