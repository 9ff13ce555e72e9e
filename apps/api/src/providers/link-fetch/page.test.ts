import { describe, expect, it } from "vitest";
import { decodePage } from "./charset";
import { readPage } from "./page";

const at = new URL("https://blog.example.com/archives/1?from=app#top");

describe("readPage", () => {
  it("prefers Open Graph, decodes entities, and resolves addresses", () => {
    const html = `<!doctype html><html><head><title>第二</title><meta name="description" content="第二">
      <meta property="og:title" content="猫 &amp; &#x72D7;"><meta property="og:description" content=" 一\n  行 ">
      <meta property="og:image" content="/upload/a.jpeg"><meta property="og:url" content="https://example.com/a?b=1&amp;c=2">`;
    expect(readPage(html, at)).toEqual({
      title: "猫 & 狗",
      description: "一 行",
      image: "https://blog.example.com/upload/a.jpeg",
      url: "https://example.com/a?b=1&c=2",
    });
  });

  it("falls back to what HTML has", () => {
    const html = `<base href="https://cdn.example.com/x/"><svg><title>图标</title></svg><title>标题</title>
      <title>又一个</title><META NAME=Description CONTENT='描述'><link rel="shortcut image_src" href="a.png">
      <link rel=canonical href="https://blog.example.com/archives/1">`;
    expect(readPage(html, at)).toEqual({
      title: "标题",
      description: "描述",
      image: "https://cdn.example.com/x/a.png",
      url: "https://blog.example.com/archives/1",
    });
  });

  it("leaves what is missing empty, but for the page's own address", () => {
    expect(readPage("<p>没有标题", at)).toEqual({ title: "", description: "", image: "", url: at.href });
  });

  it("skips empty fields for the next source", () => {
    const html = `<meta property="og:title" content="  "><title>标题</title><meta property="og:image" content="">`;
    expect(readPage(html, at)).toMatchObject({ title: "标题", image: "" });
  });

  it.each(["javascript:alert(1)", "data:image/png;base64,AA==", "file:///etc/passwd", "https://u:p@example.com/a"])(
    "takes no address like %s",
    (address) => {
      const html = `<meta property="og:image" content="${address}"><meta property="og:url" content="${address}">`;
      expect(readPage(html, at)).toMatchObject({ image: "", url: at.href });
    },
  );

  it("takes nothing out of comments and scripts", () => {
    const html = `<!-- <title>注释</title> --><script>"<title>脚本</title>"</script><title>标题</title>`;
    expect(readPage(html, at).title).toBe("标题");
  });

  it("cuts long texts, leaves out long addresses, and shows no invisible characters", () => {
    const html = `<title>${"长".repeat(300)}</title><meta name=description content="a\u202e&#0;&#7;b${"字".repeat(900)}">
      <meta property="og:image" content="https://example.com/${"a".repeat(1000)}">`;
    const { title, description, image } = readPage(html, at);
    expect([...title]).toHaveLength(200);
    expect([...description]).toHaveLength(500);
    expect(description).toMatch(/^a [\ufffd ]*b字/);
    expect(description).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(image).toBe("");
  });
});

describe("decodePage", () => {
  const gbk = Buffer.from("d6d0cec4b1eacce2", "hex");
  const page = (meta: string, body: Buffer) => Buffer.concat([Buffer.from(`<html><head>${meta}<title>`), body]);

  it.each([
    ["by header", "text/html; charset=GBK", page("", gbk)],
    ["by a quoted header", 'text/html; charset="gb2312"', page("", gbk)],
    ["by meta charset", "text/html", page("<meta charset=gbk>", gbk)],
    ["by meta http-equiv", "text/html", page('<meta http-equiv="x" content="text/html; charset=gb2312">', gbk)],
    ["by guess", "text/html", page("", gbk)],
    ["as UTF-8 by guess", "text/html", page("", Buffer.from("中文标题"))],
    ["as UTF-8 with an unknown charset", "text/html; charset=klingon", page("", Buffer.from("中文标题"))],
    ["as UTF-8 that calls itself UTF-16", "text/html", page("<meta charset=utf-16>", Buffer.from("中文标题"))],
    ["as UTF-16 by its mark", "text/html", Buffer.from("\ufeff中文标题", "utf16le")],
    ["by its mark against the header", "text/html; charset=gbk", Buffer.from("\ufeff中文标题")],
  ])("reads Chinese %s", (_how, contentType, bytes) => {
    expect(decodePage(bytes, contentType)).toMatch(/^[^\ufeff\ufffd]*中文标题$/);
  });

  it("guesses UTF-8 although the page was cut inside a character", () => {
    expect(decodePage(Buffer.from("中文标题").subarray(0, 11), "text/html")).toBe("中文标");
  });
});
