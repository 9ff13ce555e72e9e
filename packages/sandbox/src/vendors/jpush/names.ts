/** Whether a text may be an alias or a tag: at most 40 bytes of letters, digits, `_`, Han characters and @!#$&*+=.|￥ */
export function isAliasOrTag(text: unknown): text is string {
  return (
    typeof text === "string" && Buffer.byteLength(text) <= 40 && /^[A-Za-z0-9_\p{Script=Han}@!#$&*+=.|￥]+$/u.test(text)
  );
}

/** Whether a text may be a registration id. JPush states no form; all seen are letters and digits. */
export function isRegistrationId(text: unknown): text is string {
  return typeof text === "string" && /^[A-Za-z0-9]{4,64}$/.test(text);
}
