/** Pure rules of app versions (docs/api/app.md). */

/** Behind by this many published versions, a client must upgrade. */
const FORCED_AT = 5;

/** Whether a client must upgrade, by the published versions that are newer than its own. */
export function mustUpgrade(newer: { forcedUpgrade: boolean }[]): boolean {
  return newer.length >= FORCED_AT || newer.some((version) => version.forcedUpgrade);
}
