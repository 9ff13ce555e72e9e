/** What was found at the links in bios and descriptions, in the form in which a link is hashed; null: the fetch failed. */
export const LINKS: readonly (readonly [link: string, preview: { title: string; description: string } | null])[] = [
  ["https://github.com/nodejs/node", { title: "nodejs/node", description: "Node.js JavaScript runtime" }],
  ["https://www.zcool.com.cn", { title: "站酷 ZCOOL", description: "设计师互动平台" }],
  ["https://book.douban.com", { title: "豆瓣读书", description: "记录你读过的、想读和正在读的书" }],
  ["https://www.xiachufang.com", { title: "下厨房", description: "唯有美食与爱不可辜负" }],
  ["https://500px.com.cn", { title: "500px 摄影社区", description: "" }],
  ["https://www.rust-lang.org", { title: "Rust Programming Language", description: "A language empowering everyone" }],
  ["https://flk.npc.gov.cn", null],
];
