import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { isObject } from "./body";
import { documentOf } from "./document";
import type { Fault } from "./faults";
import type { AgoraRecord, OssRecord, PushRecord, Records, SmsRecord } from "./record";
import { escapeMarkup } from "./xml";

const shown = 50;
const clockFace = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** Looks for news every two seconds and puts them in place without moving the page or closing what is open. */
const script = `
setInterval(async () => {
  if (document.hidden) return;
  const page = await fetch(location.href).then((answer) => answer.text(), () => null);
  document.body.classList.toggle("lost", page === null);
  if (page === null) return;
  const next = new DOMParser().parseFromString(page, "text/html").querySelector("main");
  const now = document.querySelector("main");
  for (const open of now.querySelectorAll("details[open]")) {
    for (const same of next.querySelectorAll("details")) if (same.dataset.id === open.dataset.id) same.open = true;
  }
  if (next.innerHTML !== now.innerHTML) now.replaceWith(next);
}, 2000);`;

/** Answers the page for people: what arrived, newest first, and which faults are on. */
export function sendPage(reply: FastifyReply, records: Records, faults: Fault[]): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; connect-src 'self'; script-src 'nonce-${nonce}'`;
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("cache-control", "no-store")
    .send(
      documentOf(
        "第三方沙箱",
        `<header><h1>第三方沙箱</h1><p>短信、推送、上传和踢人都停在这里，不会真的发出去</p></header>${main(records, faults)}` +
          `<script nonce="${nonce}">${script}</script>`,
        `<noscript><meta http-equiv="refresh" content="5"></noscript>`,
      ),
    );
}

function main(records: Records, faults: Fault[]): string {
  const { sms, push, oss, agora } = records;
  const parts = [
    faults.length > 0 ? section("正在模拟的故障", faults, faultRow, "wide") : "",
    section("短信", sms.list(), smsRow),
    section("推送", push.list(), pushRow),
    section("上传", oss.list(), uploadTile, "uploads"),
    section("踢人", agora.list(), kickRow),
  ];
  return `<main>${parts.join("")}</main>`;
}

function section<T>(title: string, items: T[], row: (item: T) => string, kind = ""): string {
  const rows = items.slice(0, shown).map(row).join("");
  const list = rows === "" ? `<p class="none">还没有</p>` : `<ul>${rows}</ul>`;
  return `<section class="${kind}"><h2>${title}<small>${items.length}</small></h2>${list}</section>`;
}

function smsRow({ time, mobile, code, templateParam, outcome }: SmsRecord): string {
  const text = escapeMarkup(code ?? textOf(templateParam));
  return `<li>${when(time)}<div class="what"><span class="code mono">${text}</span><small>${escapeMarkup(mobile)}</small></div>${tag(outcome)}</li>`;
}

function pushRow({ time, alias, payload, outcome, repeats }: PushRecord): string {
  const [title, text] = headline(payload);
  const again = repeats ? ` · 相同 cid 又来了 ${repeats} 次` : "";
  return (
    `<li>${when(time)}<div class="what">${escapeMarkup(title)}<small>${escapeMarkup(text)}</small></div>${tag(outcome)}` +
    `<details data-id="${escapeMarkup(`${time} ${alias}`)}"><summary>${escapeMarkup(alias ?? "没有别名")}${again}</summary>` +
    `<pre class="mono">${escapeMarkup(JSON.stringify(payload, null, 2) ?? "")}</pre></details></li>`
  );
}

/** A push in two lines: what the phone would show, or what the app would be told. */
function headline(payload: unknown): [string, string] {
  const notification = child(payload, "notification");
  const android = child(notification, "android");
  const ios = child(child(notification, "ios"), "alert");
  const title = child(android, "title") ?? child(ios, "title");
  const text = child(android, "alert") ?? child(ios, "body") ?? child(notification, "alert") ?? ios;
  if (text !== undefined) return [title === undefined ? "通知" : textOf(title), textOf(text)];
  return ["自定义消息", textOf(child(child(payload, "message"), "msg_content"))];
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function child(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function uploadTile({ time, bucket, key, size, contentType, outcome }: OssRecord): string {
  const address = escapeMarkup(`/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`);
  const picture = outcome === "ok" && contentType.startsWith("image/");
  return (
    `<li>${picture ? `<a href="${address}"><img src="${address}?t=${time}" alt="" loading="lazy"></a>` : `<div class="hole"></div>`}` +
    `${tag(outcome)} ${when(time)}<small>${escapeMarkup(key)}</small><small>${escapeMarkup(contentType)} · ${(size / 1024).toFixed(1)} KB</small></li>`
  );
}

function kickRow({ time, cname, uid, privileges, minutes, outcome }: AgoraRecord): string {
  const who = [cname ? `频道 ${cname}` : "", uid === null ? "" : `用户 ${uid}`]
    .filter((part) => part !== "")
    .join("，");
  const length = minutes === 0 ? "立即踢出" : `${minutes} 分钟`;
  return `<li>${when(time)}<div class="what">${escapeMarkup(who)}<small>${escapeMarkup(privileges.join("、"))} · ${length}</small></div>${tag(outcome)}</li>`;
}

function faultRow({ target, mode, times, hits, status, ms }: Fault): string {
  const how = mode === "error" ? `error ${status}` : mode === "slow" ? `slow ${ms} ms` : mode;
  const rest = times === undefined ? "直到解除" : `共 ${times} 次`;
  return `<li><b>${target}</b><div class="what">${how}<small>${rest}，已命中 ${hits} 次</small></div>${tag(mode)}</li>`;
}

function when(time: number): string {
  return `<time datetime="${new Date(time).toISOString()}">${clockFace.format(time)}</time>`;
}

function tag(outcome: string): string {
  return `<span class="tag${outcome === "ok" ? "" : " bad"}">${escapeMarkup(outcome)}</span>`;
}
