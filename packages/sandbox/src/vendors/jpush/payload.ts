import { isObject } from "../../body";
import { isAliasOrTag, isRegistrationId } from "./names";
import { invalid, missing, tooLarge, unknownKey } from "./refusal";

/** Whom a push is for: all, or who is in every one of the lists. */
export type Audience = "all" | Partial<Record<AudienceKind, string[]>>;
export type AudienceKind = "tag" | "tag_and" | "tag_not" | "alias" | "registration_id";

/** What the sandbox reads of a push; the rest is only checked. */
export type Push = { audience: Audience; cid: string | undefined; sendno: string };

const keys = {
  push: "platform audience notification message inapp_message notification_3rd sms_message options callback cid",
  notification: "alert android ios hmos quickapp winphone voip ai_opportunity",
  android:
    "alert title builder_id channel_id priority category style alert_type big_text inbox big_pic_path extras large_icon " +
    "small_icon icon_bg_color intent uri_activity uri_action badge_add_num badge_set_num badge_class show_begin_time " +
    "show_end_time display_foreground",
  ios: "alert sound badge content-available mutable-content category extras thread-id interruption-level relevance-score filter-criteria",
  message: "msg_content title content_type extras",
  options:
    "sendno time_to_live override_msg_id apns_production apns_collapse_id big_push_duration third_party_channel " +
    "classification target_event test_model business_operation_code need_backup test_mode active_push notification_3rd_ver",
};
const allowed = Object.fromEntries(Object.entries(keys).map(([name, list]) => [name, new Set(list.split(" "))]));

/**
 * Reads the body of a push and throws a `JpushRefusal` where JPush would refuse it: 1002 missing, 1003 invalid, 1005 too
 * large, 1009 unknown key. Source: docs.jiguang.cn/jpush/server/push/rest_api_v3_push
 */
export function readPush(body: unknown, appKey: string): Push {
  const push = object("push", body);
  if (push.platform === undefined) throw missing("platform");
  if (push.audience === undefined) throw missing("audience");
  if (push.notification === undefined && push.message === undefined) throw missing("notification or message");
  checkPlatform(push.platform);
  if (push.notification !== undefined) checkNotification(push.notification);
  if (push.message !== undefined) checkMessage(push.message);
  checkSize(push);
  return {
    audience: readAudience(push.audience),
    cid: readCid(push.cid, appKey),
    sendno: readOptions(push.options),
  };
}

function checkPlatform(platform: unknown): void {
  const known = ["android", "ios", "hmos", "quickapp", "winphone"];
  const list = Array.isArray(platform) && platform.length > 0 && platform.every((name) => known.includes(name));
  if (platform !== "all" && !list) throw invalid("platform must be all or a list of platforms");
}

function checkNotification(value: unknown): void {
  const notification = object("notification", value);
  optional(notification, "alert", isText);
  const hasAlert = notification.alert !== undefined;
  if (!hasAlert && !["android", "ios", "hmos"].some((name) => notification[name] !== undefined))
    throw missing("notification.alert");
  if (notification.android !== undefined) {
    const android = object("android", notification.android);
    if (android.alert === undefined && !hasAlert) throw missing("notification.android.alert");
    for (const name of ["alert", "title", "channel_id", "category", "big_text", "large_icon"])
      optional(android, name, isText);
    optional(android, "extras", isObject);
    optional(android, "priority", (n) => Number.isInteger(n) && Number(n) >= -2 && Number(n) <= 2);
    optional(android, "badge_add_num", (n) => Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 99);
  }
  if (notification.ios !== undefined) {
    const ios = object("ios", notification.ios);
    if (ios.alert === undefined && !hasAlert) throw missing("notification.ios.alert");
    optional(ios, "alert", (alert) => isText(alert) || isObject(alert));
    optional(ios, "sound", (sound) => isText(sound) || isObject(sound));
    optional(ios, "badge", (badge) => Number.isInteger(badge) || /^[+-]?\d+$/.test(String(badge)));
    optional(ios, "content-available", isFlag);
    optional(ios, "mutable-content", isFlag);
    optional(ios, "extras", isObject);
    if (bytes(ios) > 2000) throw tooLarge("iOS notification");
  }
}

function checkMessage(value: unknown): void {
  const message = object("message", value);
  if (message.msg_content === undefined) throw missing("message.msg_content");
  // The documentation says string; an object is taken too and reaches the device as one.
  optional(message, "msg_content", (content) => isText(content) || isObject(content));
  optional(message, "title", isText);
  optional(message, "content_type", isText);
  optional(message, "extras", isObject);
}

function checkSize(push: Record<string, unknown>): void {
  const notification = isObject(push.notification) ? push.notification : {};
  const android = notification.android ?? notification.alert;
  if (bytes(android) + bytes(push.message) > 4000) throw tooLarge("notification and message");
}

function readAudience(value: unknown): Audience {
  if (value === "all") return "all";
  if (!isObject(value)) throw invalid("audience must be all or an object");
  const limits: Record<AudienceKind, number> = {
    tag: 20,
    tag_and: 20,
    tag_not: 20,
    alias: 1000,
    registration_id: 1000,
  };
  const audience: Partial<Record<AudienceKind, string[]>> = {};
  for (const [kind, list] of Object.entries(value)) {
    if (["segment", "abtest", "file"].includes(kind)) throw invalid(`audience.${kind}: no such ${kind}`);
    if (!isKind(kind, limits)) throw unknownKey("audience", kind);
    if (!Array.isArray(list) || list.length > limits[kind])
      throw invalid(`audience.${kind} must be a list of at most ${limits[kind]}`);
    const legal = kind === "registration_id" ? isRegistrationId : isAliasOrTag;
    if (!list.every(legal)) throw invalid(`audience.${kind} has an illegal value`);
    // An empty list counts as absent.
    if (list.length > 0) audience[kind] = list;
  }
  if (Object.keys(audience).length === 0) throw invalid("audience must name somebody");
  return audience;
}

function readCid(cid: unknown, appKey: string): string | undefined {
  if (cid === undefined) return undefined;
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  if (typeof cid !== "string" || !cid.startsWith(`${appKey}-`) || !uuid.test(cid.slice(appKey.length + 1)))
    throw invalid("cid must be {appkey}-{uuid}");
  return cid;
}

function readOptions(value: unknown): string {
  if (value === undefined) return "0";
  const options = object("options", value);
  optional(options, "sendno", (n) => Number.isInteger(n) && n !== 0);
  optional(options, "time_to_live", (n) => Number.isInteger(n) && Number(n) >= 0 && Number(n) <= 864_000);
  optional(options, "apns_production", isFlag);
  optional(options, "apns_collapse_id", (id) => isText(id) && Buffer.byteLength(id) <= 64);
  optional(options, "big_push_duration", (n) => Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 1400);
  // No push of the sandbox can be replaced, so none has such a number.
  if (options.override_msg_id !== undefined) throw invalid("options.override_msg_id: no such message");
  return String(options.sendno ?? 0);
}

/** The value as an object without keys that JPush does not know at this place. */
function object(where: string, value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw invalid(`${where} must be an object`);
  for (const key of Object.keys(value)) if (!allowed[where]?.has(key)) throw unknownKey(where, key);
  return value;
}

function optional(of: Record<string, unknown>, name: string, legal: (value: unknown) => boolean): void {
  if (of[name] !== undefined && !legal(of[name])) throw invalid(`${name} is invalid`);
}

function isKind(kind: string, limits: Record<AudienceKind, number>): kind is AudienceKind {
  return kind in limits;
}
const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const bytes = (value: unknown): number => (value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value)));
