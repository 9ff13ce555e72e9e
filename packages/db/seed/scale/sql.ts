/** How many rows each part has, and the year that they lie in. */
export interface Plan {
  users: number;
  clubs: number;
  clubJoins: number;
  cards: number;
  blocks: number;
  rooms: number;
  /** The newest so many rooms are open. */
  openRooms: number;
  events: number;
  messages: number;
  cases: number;
  feedbacks: number;
  links: number;
  now: Date;
}

/** The proportions: what there is for so many users. */
export function planOf(users: number, now: Date): Plan {
  return {
    users,
    clubs: Math.ceil(users / 50),
    clubJoins: users * 6,
    cards: users * 10,
    blocks: users,
    rooms: users * 10,
    openRooms: Math.ceil(users / 100),
    events: Math.ceil(users / 2),
    messages: users * 50,
    cases: Math.ceil(users / 2),
    feedbacks: Math.ceil(users / 2),
    links: Math.ceil(users / 10),
    now,
  };
}

/** A statement and what it fills. */
export interface Step {
  name: string;
  sql: string;
}

/** Users who are there from the first moment on, so that there is always somebody else. */
const FOUNDERS = 10;
const YEAR_S = 365 * 86_400;

/**
 * A number from 0 to 1 that follows from `n` alone, as SQL: the fraction of a multiple of an irrational root. Two roots
 * are independent of each other.
 * @param prime whose root; a different one for each choice that a row makes.
 */
export function chance(n: string, prime: number): string {
  const multiple = `(${n}) * ${Math.sqrt(prime)}::float8`;
  return `(${multiple} - floor(${multiple}))`;
}

/** An id that follows from the number, as SQL: 32 hex. */
export const idOf = (kind: string, n: string) => `md5('${kind}' || (${n}))`;
export const uidOf = (n: string) => idOf("user", n);

/** One of the texts, chosen by the number. */
export function oneOf(texts: readonly string[], n: string): string {
  return `(ARRAY[${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(",")}])[1 + (${n}) % ${texts.length}]`;
}

/** The moment at a fraction of the year that ends now, as SQL. */
export function at(plan: Plan, fraction: string): string {
  return `to_timestamp(${plan.now.getTime() / 1000 - YEAR_S}::float8 + (${fraction}) * ${YEAR_S})`;
}

export const nowSql = ({ now }: Plan) => `timestamptz '${now.toISOString()}'`;

/** The fraction of the year at which a user came: one after the other, in the order of their numbers. */
export const cameAt = ({ users }: Plan, n: string) => `(greatest(0, (${n}) - ${FOUNDERS}) / ${users}::float8)`;

/** How many users there are at a fraction of the year. */
export const usersAt = ({ users }: Plan, fraction: string) =>
  `least(${users}, floor((${fraction}) * ${users})::bigint + ${FOUNDERS})`;

/** So many numbers `i` from 0. */
export const numbers = (count: number) => `(SELECT generate_series(0::bigint, ${count - 1}::bigint) AS i) numbers`;

/**
 * So many doings in the order of time, under the name `d`: `i`, the fraction `f` of the year, the number `n` of users
 * there are by then, and two different ones of them, `a` and `b`. There are more doings the more users there are.
 * OFFSET 0 keeps the planner from working out the same thing again for each column.
 */
export function doings(plan: Plan, count: number): string {
  return `(SELECT i, f, n, a, (a + 1 + floor(${chance("i", 3)} * (n - 1))::bigint) % n AS b FROM (
    SELECT i, f, n, floor(${chance("i", 2)} * n)::bigint AS a FROM (
      SELECT i, f, ${usersAt(plan, "f")} AS n FROM (
        SELECT i, sqrt(i / ${count}::float8) AS f FROM ${numbers(count)} OFFSET 0
      ) time OFFSET 0
    ) total OFFSET 0
  ) one OFFSET 0) d`;
}
