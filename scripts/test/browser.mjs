import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { build } from "../lib/build.mjs";
import { paint, step } from "../lib/progress.mjs";
import { root } from "../lib/root.mjs";
import { openly } from "../lib/run.mjs";
import { ensureChineseFont, findChromium } from "./chromium.mjs";
import { counts, playwrightCounts } from "./counts.mjs";
import { counted } from "./report.mjs";

/** The flows across the apps, in a browser, on a stack of their own (e2e/playwright.config.ts starts it). */
export async function browser() {
  const specs = readdirSync(path.join(root, "e2e"), { recursive: true, encoding: "utf8" });
  if (!specs.some((file) => file.endsWith(".spec.ts"))) return counts({});
  const chromium = await step("chromium", findChromium);
  if (!(await ensureChineseFont())) {
    console.log(paint("yellow", "  There seems to be no font with Chinese characters: screenshots will show boxes."));
  }
  await step("build", () => build(["api", "h5", "admin"]));
  const port = await freeBlock(4);
  console.log();
  return counted((file, folder) => {
    const env = {
      ...process.env,
      CHROMIUM_PATH: chromium,
      E2E_PORT: String(port),
      E2E_DATA_DIR: path.join(folder, "data"),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    };
    const args = [
      "node_modules/@playwright/test/cli.js",
      "test",
      "--config=e2e",
      "--reporter=list,json,./e2e/failed-pages.ts",
    ];
    return openly(process.execPath, args, { env });
  }, playwrightCounts);
}

/** The first of so many free ports in a row. @param {number} size */
async function freeBlock(size) {
  for (let first = 4100; first < 5000; first += 10) {
    const ports = Array.from({ length: size }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error("There are no free ports between 4100 and 5000 for the browser tests");
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
