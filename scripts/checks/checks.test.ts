import { describe, expect, it } from "vitest";
import { brokenLinks, missingFiles } from "./links.mjs";
import { codeFaults, lengthFaults } from "./rules.mjs";

describe("brokenLinks", () => {
  const files = ["README.md", "docs/api/room.md", "docs/README.md"];

  it("finds links to what is not there", () => {
    const text = "[a](../README.md) [b](api/room.md#token) [c](api/gone.md) [d](api/) [e](../no)";
    expect(brokenLinks("docs/README.md", text, files)).toEqual([
      "docs/README.md: the link to api/gone.md leads nowhere",
      "docs/README.md: the link to ../no leads nowhere",
    ]);
  });

  it("leaves addresses, headings and code alone", () => {
    const text = "[a](https://example.com/x) [b](#here) `[c](gone.md)`\n```\n[d](gone.md)\n```\n";
    expect(brokenLinks("README.md", text, files)).toEqual([]);
  });
});

describe("missingFiles", () => {
  const files = ["apps/api/src/main.ts", "e2e/h5/login.spec.ts"];

  it("finds what is named and not there", () => {
    const text =
      "Run `npx vitest apps/api/src` or\n```\nnpx playwright test e2e/h5/login.spec.ts e2e/gone.spec.ts\n```";
    expect(missingFiles("README.md", text, files)).toEqual(["README.md: there is no e2e/gone.spec.ts"]);
  });

  it("leaves addresses and what is built alone", () => {
    const text = "https://example.com/apps/x `node apps/api/dist/main.js` [main](apps/api/src/main.ts)";
    expect(missingFiles("README.md", text, files)).toEqual([]);
  });
});

describe("codeFaults", () => {
  const faulty: [string, string][] = [
    ["apps/api/src/app.ts", "const port = process.env.API_PORT;"],
    ["apps/api/src/domains/room/router.ts", "query(({ ctx }) => ctx.db.room.findMany())"],
    ["apps/api/src/domains/room/reads.ts", "const db = createDb(url);"],
    ["packages/contract/src/index.ts", 'export * from "./room";'],
    ["apps/api/src/domains/room/room.test.ts", 'it.only("joins", () => {});'],
    ["e2e/login.spec.ts", 'test.skip("logs in", () => {});'],
    ["apps/h5/lib/a.ts", "// @ts-ignore"],
    ["apps/h5/lib/b.ts", "// TODO later"],
  ];

  it.each(faulty)("finds the fault in %s", (file, line) => {
    expect(codeFaults(file, `// first\n${line}\n`)).toEqual([expect.stringContaining(`${file}:2: `)]);
  });

  it("lets stand what is in its place", () => {
    expect(codeFaults("apps/api/src/env.ts", "readEnv(process.env)")).toEqual([]);
    expect(codeFaults("apps/h5/lib/headers.ts", 'process.env.NODE_ENV === "development"')).toEqual([]);
    expect(codeFaults("apps/h5/next.config.ts", "process.env.X")).toEqual([]);
    expect(codeFaults("apps/api/src/domains/room/reads.ts", "ctx.db.room.findMany()")).toEqual([]);
    expect(codeFaults("apps/api/src/deps.ts", "createDb(env.DATABASE_URL)")).toEqual([]);
  });
});

describe("lengthFaults", () => {
  it("warns of 301 lines and refuses 501", () => {
    const lines = (count: number) => "x\n".repeat(count);
    expect(lengthFaults("a.ts", lines(300))).toEqual({});
    expect(lengthFaults("a.ts", lines(301))).toEqual({ warning: "a.ts: 301 lines is long" });
    expect(lengthFaults("a.ts", lines(500))).toHaveProperty("warning");
    expect(lengthFaults("a.ts", lines(501))).toEqual({ fault: "a.ts: 501 lines; 500 is the limit" });
  });
});
