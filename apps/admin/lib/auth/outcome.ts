/** What a login answers besides the api's own words; next-auth carries it as an error's message. */
export const TOTP_NEEDED = "totp-needed";
export const AWAY = "api-away";
