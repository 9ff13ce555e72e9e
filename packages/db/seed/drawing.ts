import type { ClubData } from "./data/clubs";
import { type Random, randomOf } from "./random";

/** Sky or wall, from top to bottom, and what stands before it. */
const PALETTES: readonly (readonly [top: string, bottom: string, front: string, accent: string])[] = [
  ["#fde2c8", "#f7a072", "#b8463b", "#fff3e2"],
  ["#cfe8ef", "#6fb1c9", "#1f5673", "#fdf6e3"],
  ["#e5dbf5", "#a58bd0", "#4b3a7c", "#ffe9b8"],
  ["#dcefd3", "#8fc48b", "#2f6b4f", "#fff4d6"],
  ["#ffe0e6", "#f08fa3", "#a03459", "#fff1f1"],
  ["#fdf0c9", "#e9c15d", "#8a5a1c", "#fffbee"],
  ["#d3dcf5", "#7790d4", "#2b3f82", "#ffe2d1"],
  ["#2a3457", "#58497c", "#161b33", "#f8dfa1"],
  ["#d9ece8", "#6db5a8", "#1d5c58", "#ffeccc"],
];
const SKIN = ["#f9dcc4", "#f3c9a5", "#e8b58c", "#d49a6f"] as const;
const HAIR = ["#2b2320", "#4a3428", "#6b4630", "#1f2333", "#8a5a3c"] as const;

type Palette = (typeof PALETTES)[number];

const one = <T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T => random.sample(list, 1)[0] as T;
const escapeXml = (text: string) => text.replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`);

function page(width: number, height: number, [top, bottom]: Palette, body: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `<defs><linearGradient id="g" x1="0" y1="0" x2=".3" y2="1"><stop offset="0" stop-color="${top}"/>` +
    `<stop offset="1" stop-color="${bottom}"/></linearGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#g)"/>${body}</svg>`
  );
}

const circle = (x: number, y: number, r: number, fill: string, more = "") =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"${more}/>`;
const shape = (d: string, fill: string, more = "") => `<path d="${d}" fill="${fill}"${more}/>`;

/** Somebody seen from the front, with one of several ways to wear their hair. */
function portrait(random: Random, [, , front, accent]: Palette): string {
  const skin = one(random, SKIN);
  const hair = one(random, HAIR);
  const line = `stroke="#3b2a26" stroke-width="4" stroke-linecap="round"`;
  const styles = [
    shape("M62 100c-4-46 20-62 40-62s42 18 37 62c-6-24-14-32-34-33-24-1-36 10-43 33z", hair),
    `${shape("M54 150V96c0-40 24-58 46-58s47 18 47 58v54z", hair)}`,
    `${circle(100, 40, 17, hair)}${shape("M62 98c-3-40 18-54 38-54s41 14 38 54c-8-22-22-30-38-30s-30 8-38 30z", hair)}`,
    shape("M60 96c-8-20 2-48 24-52 6-10 44-10 52 14 10 8 8 28 4 40-6-20-14-26-24-30-18 6-42 4-56 28z", hair),
  ];
  const style = random.int(0, styles.length - 1);
  const behind = style === 1 ? (styles[1] ?? "") : "";
  const before =
    style === 1
      ? shape("M62 92c0-30 18-44 38-44s38 14 38 44c-22-4-30-12-36-22-6 12-20 20-40 22z", hair)
      : (styles[style] ?? "");
  const glasses =
    random.next() < 0.3
      ? `<g fill="none" stroke="#3b2a26" stroke-width="3">${circle(85, 100, 11, "none")}${circle(115, 100, 11, "none")}<path d="M96 100h8"/></g>`
      : "";
  return [
    behind,
    shape("M30 205c2-44 32-60 70-60s68 16 70 60z", front),
    shape("M82 130h36v22c-8 14-28 14-36 0z", skin),
    shape("M76 150l24 24 24-24 6 4-30 34-30-34z", accent),
    circle(100, 100, 38, skin),
    before,
    circle(85, 101, 4, "#3b2a26"),
    circle(115, 101, 4, "#3b2a26"),
    circle(76, 113, 6, "#f28b82", ' opacity=".45"'),
    circle(124, 113, 6, "#f28b82", ' opacity=".45"'),
    `<path d="M90 ${116 + random.int(0, 2)}q10 ${random.int(6, 11)} 20 0" fill="none" ${line}/>`,
    glasses,
  ].join("");
}

/** Hills one behind the other, with a sun or a moon. */
function landscape(random: Random, [, , front, accent]: Palette, width: number, height: number): string {
  const sun = circle(
    random.int(width * 0.2, width * 0.8),
    random.int(height * 0.2, height * 0.42),
    random.int(height * 0.08, height * 0.14),
    accent,
  );
  const hills = [0.32, 0.55, 1].map((opacity, row) => {
    const y = Math.round(height * (0.55 + row * 0.14));
    const [a, b] = [random.int(-30, 10), random.int(10, 40)].map((by) => y + (by * height) / 200);
    const d = `M0 ${y}C${width * 0.25} ${a} ${width * 0.4} ${b} ${width * 0.6} ${y}S${width * 0.9} ${a} ${width} ${y - 10}V${height}H0z`;
    return shape(d, front, ` opacity="${opacity}"`);
  });
  return sun + hills.join("");
}

/** The first character of a name, large. */
function letter([, , front, accent]: Palette, name: string): string {
  const [first = ""] = [...name];
  return (
    circle(150, 40, 90, accent, ' opacity=".35"') +
    `<text x="100" y="104" font-size="96" font-weight="600" text-anchor="middle" dominant-baseline="central" fill="${front}" ` +
    `font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif">${escapeXml(first)}</text>`
  );
}

/** A record on its player. */
function record([, bottom, front, accent]: Palette, x: number, y: number, r: number): string {
  const groove = [0.86, 0.7, 0.54].map(
    (part) =>
      `<circle cx="${x}" cy="${y}" r="${r * part}" fill="none" stroke="${accent}" opacity=".25" stroke-width="2"/>`,
  );
  return circle(x, y, r, front) + groove.join("") + circle(x, y, r * 0.34, bottom) + circle(x, y, r * 0.06, accent);
}

/** A square picture for a person: 200 by 200, as SVG. */
export function drawAvatar(n: number, nickname: string): string {
  const random = randomOf(`avatar ${n}`);
  const palette = one(random, PALETTES);
  const kind = n % 5;
  if (kind === 0) return page(200, 200, palette, landscape(random, palette, 200, 200));
  if (kind === 3) return page(200, 200, palette, letter(palette, nickname));
  if (n === 4) return page(200, 200, palette, record(palette, 100, 100, 78));
  return page(200, 200, palette, portrait(random, palette));
}

/** A wide picture for a club: 640 by 360, as SVG. */
export function drawCover(key: string, index: number, motif: ClubData["cover"]): string {
  const random = randomOf(`cover ${key}`);
  const palette = PALETTES[(index * 2 + 1) % PALETTES.length] ?? one(random, PALETTES);
  const [, , front, accent] = palette;
  const motifs: Record<ClubData["cover"], () => string> = {
    hills: () => landscape(random, palette, 640, 360),
    record: () => record(palette, 320, 180, 130),
    bars: () =>
      Array.from({ length: 26 }, (_, bar) => {
        const high = 30 + Math.round(110 * Math.abs(Math.sin(bar * 0.7)) * (0.6 + random.next() * 0.4));
        return `<rect x="${64 + bar * 20}" y="${180 - high}" width="10" height="${high * 2}" rx="5" fill="${bar % 7 === 3 ? accent : front}" opacity=".85"/>`;
      }).join(""),
    bubbles: () =>
      Array.from({ length: 14 }, () =>
        circle(
          random.int(0, 640),
          random.int(0, 360),
          random.int(20, 90),
          one(random, [front, accent]),
          ' opacity=".28"',
        ),
      ).join(""),
  };
  return page(640, 360, palette, motifs[motif]());
}

/** What a screenshot of the app might look like: 360 by 640, as SVG. */
export function drawScreenshot(key: string): string {
  const random = randomOf(`screenshot ${key}`);
  const palette: Palette = ["#f7f7f9", "#eceef3", "#c9ced9", "#ffffff"];
  const row = (_: unknown, index: number) => {
    const y = 110 + index * 92;
    return (
      `<rect x="16" y="${y}" width="328" height="78" rx="14" fill="#fff"/>${circle(56, y + 39, 24, PALETTES[random.int(0, 8)]?.[1] ?? "#ccc")}` +
      `<rect x="94" y="${y + 20}" width="${random.int(90, 200)}" height="13" rx="6" fill="#8b93a5"/>` +
      `<rect x="94" y="${y + 45}" width="${random.int(60, 230)}" height="11" rx="5" fill="#d5d9e2"/>`
    );
  };
  const title = `<rect x="16" y="48" width="130" height="26" rx="8" fill="#3a4256"/>`;
  return page(360, 640, palette, title + Array.from({ length: 5 }, row).join(""));
}
