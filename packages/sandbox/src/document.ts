import { escapeMarkup } from "./xml";

const style = `
:root{color-scheme:light dark;--bg:#f5f5f2;--card:#fff;--ink:#1d1f23;--dim:#737985;--line:#e6e6e1;--accent:#0b7a5c;--bad:#c2362b;--badbg:#fdecea;--okbg:#e6f4ef}
@media(prefers-color-scheme:dark){:root{--bg:#131417;--card:#1c1e22;--ink:#eceef1;--dim:#9097a3;--line:#2c2f35;--accent:#4fd1a5;--bad:#ff8a7d;--badbg:#3a2120;--okbg:#16322a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
header{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap;padding:20px 24px 4px}
h1{font-size:20px;margin:0}
header p{margin:0;color:var(--dim)}
main{display:grid;gap:16px;padding:16px 24px 40px;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));align-items:start}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
section.wide{grid-column:1/-1}
h2{display:flex;justify-content:space-between;margin:0;padding:12px 16px;font-size:15px;border-bottom:1px solid var(--line)}
h2 small{color:var(--dim);font-weight:400}
ul{list-style:none;margin:0;padding:0}
section li{display:grid;grid-template-columns:auto 1fr auto;gap:2px 12px;align-items:center;padding:10px 16px;border-bottom:1px solid var(--line)}
section li:last-child{border-bottom:0}
time{color:var(--dim);font-variant-numeric:tabular-nums;white-space:nowrap}
.what{min-width:0;overflow-wrap:anywhere}
.what small{display:block;color:var(--dim)}
.code{font-size:20px;letter-spacing:.12em;font-weight:600}
.tag{border-radius:99px;padding:1px 9px;font-size:12px;background:var(--okbg);color:var(--accent);white-space:nowrap}
.tag.bad{background:var(--badbg);color:var(--bad)}
.none{padding:24px 16px;color:var(--dim);text-align:center}
details{grid-column:2/-1}
summary{color:var(--dim);cursor:pointer;font-size:12px}
pre{margin:6px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px}
.uploads ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:12px;padding:16px}
section.uploads li{display:block;padding:0;border:0}
.uploads img,.uploads .hole{display:block;width:100%;aspect-ratio:1;object-fit:cover;border-radius:8px;background:var(--bg);border:1px solid var(--line)}
.uploads small{display:block;color:var(--dim);overflow-wrap:anywhere}
@media(max-width:560px){main{padding:16px 16px 40px}section li{grid-template-columns:1fr auto}section li>time{grid-column:1/-1;font-size:12px}details{grid-column:1/-1}}
a{color:var(--accent)}
body.lost::after{content:"沙箱没有应答，正在重试…";position:fixed;right:16px;bottom:16px;padding:8px 14px;border-radius:8px;background:var(--badbg);color:var(--bad)}
.narrow{display:block;max-width:460px;margin:0 auto;padding-top:12vh}
.users{margin:16px 0;background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.users li+li{border-top:1px solid var(--line)}
.user{display:flex;gap:12px;align-items:center;padding:12px 16px;color:inherit;text-decoration:none}
.user:hover,.user:focus-visible{background:var(--okbg)}
.user img{border-radius:8px}
.user code{display:block;color:var(--dim);font-size:12px;overflow-wrap:anywhere}
.user em{margin-left:8px;font-style:normal;font-size:12px;color:var(--bad)}
.refuse{color:var(--dim)}`;

/** A whole page around `body`, which is markup already. `head`: more markup for the head. */
export function documentOf(title: string, body: string, head = ""): string {
  return (
    `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeMarkup(title)}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">` +
    `<style>${style}</style>${head}</head><body>${body}</body></html>`
  );
}
