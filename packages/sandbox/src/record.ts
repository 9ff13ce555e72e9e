/** What every kept call has: when it came (integer milliseconds) and `ok`, or what was answered instead. */
type Arrival = { time: number; outcome: string };

/** `mobile`: the national number of a mainland one, else all digits. `code`: the template's variable of that name. */
export type SmsRecord = Arrival & { mobile: string; code: string | null; templateParam: unknown };
export type StsRecord = Arrival & { roleArn: string; roleSessionName: string; durationSeconds: number };
export type OssRecord = Arrival & { bucket: string; key: string; size: number; contentType: string };
/** `repeats`: how often the same cid came again afterwards, and was answered without another delivery. */
export type PushRecord = Arrival & {
  alias: string | null;
  payload: unknown;
  registrationIds: string[];
  repeats?: number;
};
export type WechatRecord = Arrival & { endpoint: string };
/** `minutes`: how long the rule bans; 0 throws out without a ban. */
export type AgoraRecord = Arrival & {
  cname: string | null;
  uid: number | null;
  privileges: string[];
  minutes: number;
};

export type RecordList<T> = {
  add(item: T): T;
  /** Newest first. */
  list(): T[];
  clear(): void;
};

/** A list that forgets its oldest items once it holds `limit`. */
export function recordList<T>(limit = 10_000): RecordList<T> {
  let items: T[] = [];
  return {
    add(item) {
      items.push(item);
      // Dropped in bulk, so that a full list does not move all its items for each new one.
      if (items.length > limit * 1.25) items = items.slice(-limit);
      return item;
    },
    list: () => items.slice(-limit).reverse(),
    clear: () => {
      items = [];
    },
  };
}

/** All that arrived since the start or the last DELETE /inspect. */
export type Records = {
  sms: RecordList<SmsRecord>;
  sts: RecordList<StsRecord>;
  oss: RecordList<OssRecord>;
  push: RecordList<PushRecord>;
  wechat: RecordList<WechatRecord>;
  agora: RecordList<AgoraRecord>;
};

export function createRecords(): Records {
  return {
    sms: recordList(),
    sts: recordList(),
    oss: recordList(),
    push: recordList(),
    wechat: recordList(),
    agora: recordList(),
  };
}
