/** How a page tries to open the app; the names of the api's counter. */
export const BRANCHES = ["openTag", "overlay", "universalLink", "scheme", "download"] as const;
export type Branch = (typeof BRANCHES)[number];
