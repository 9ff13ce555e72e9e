/** Days as the console counts them: in China's time, which has no summer time. */

const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** The day of a moment, as `YYYY-MM-DD`. */
export const dayOf = (moment: Date) => new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** When a day begins. */
export const startOf = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);

/** The day so many days later. */
export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** A day as Prisma takes dates. */
export const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
