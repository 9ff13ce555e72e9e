import { expect, it } from "vitest";
import { canonicalParams, DEFAULT_ACCESS_SECRET, type ParamValue, sign } from "./sign";

const SECRET = "e31bc25bcc6641a1a998eacb6ca9d244";

/** The worked vectors of docs/api/transport.md, "Sign". */
const VECTORS: [Record<string, ParamValue>, string, string][] = [
  [
    { countryCode: "86", mobile: "13800138000", ts: 1616747477657 },
    DEFAULT_ACCESS_SECRET,
    "5f123c7e2ff0f244d7b3906bd58e8a78",
  ],
  [{ ts: "1616747477657" }, SECRET, "ae1038c73e6c2a2a2d433de6d629f100"],
  [
    { count: 10, lastId: "1616747477657:250228d2eb8e4db8b4fc6b8e3e2a902d", ts: 1616747477999 },
    SECRET,
    "ce86c6c7bba28c1bdfbb69582aaf7a62",
  ],
  [
    {
      name: "测试日程",
      desc: "a&b=c $$$ /?",
      eventTime: 1620748800000,
      memberUidList: ["6ce4443c8fcd4a2b8b407bda86ab4408", "800fd752a5284eeb82396fe7478175eb"],
      ts: 1620732258091,
    },
    SECRET,
    "da5a28323923e3aeacdbc1a7b0d3c84c",
  ],
  [
    { nickname: "铭恺 👆", avatar: "https://cdn.example.com/a.jpg", bio: "line1\nline2", ts: 1620732258091 },
    SECRET,
    "104670471d2fa6caf4ae9f3e2142ac48",
  ],
];

it.each(VECTORS)("signs %j", (params, secret, expected) => {
  expect(sign(params, secret)).toBe(expected);
  expect(sign({ ...params, sign: "ignored" }, secret)).toBe(expected);
});

it("writes values as JSON does, keys in code-unit order, nested ones too", () => {
  const params: Record<string, ParamValue> = {
    b: null,
    a: true,
    B: 1.5,
    é: "x",
    c: { z: [1, "ü"], y: { d: 1, c: 2 } },
  };
  expect(canonicalParams(Object.entries(params))).toBe(
    'B=1.5$$$a=true$$$b=null$$$c={"y":{"c":2,"d":1},"z":[1,"ü"]}$$$é=x',
  );
});
