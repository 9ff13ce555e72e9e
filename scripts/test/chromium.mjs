import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../lib/root.mjs";
import { CommandError, quietly } from "../lib/run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Whether we may install Debian's packages. */
const canInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** @param {string[]} packages */
async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await quietly("apt-get", ["update", "-qq"], { env, what: "apt-get update" });
  const args = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  await quietly("apt-get", args, { env, what: `Installing ${packages.join(" and ")}` });
}

function installed() {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) {
    if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new CommandError(`CHROMIUM_PATH names ${CHROMIUM_PATH}, which does not exist`);
  }
  const folders = PATH.split(path.delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...PLACES];
  return candidates.find((file) => existsSync(file));
}

async function debianChromium() {
  if (canInstall()) await aptInstall(["chromium"]);
  return installed();
}

async function playwrightChromium() {
  const require = createRequire(path.join(root, "package.json"));
  const { chromium } = require("@playwright/test");
  const file = chromium.executablePath();
  if (existsSync(file)) return file;
  const cli = path.join(path.dirname(require.resolve("@playwright/test/package.json")), "cli.js");
  await quietly(process.execPath, [cli, "install", "chromium"], { what: "Playwright's own download of Chromium" });
  return file;
}

/**
 * The path of a Chromium: the machine's own, else Debian's package, else Playwright's download.
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const own = installed();
  if (own) return own;
  const problems = [];
  for (const find of [debianChromium, playwrightChromium]) {
    try {
      const file = await find();
      if (file) return file;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  const cure = "Install Chromium or Chrome, or name one by CHROMIUM_PATH.";
  throw new CommandError(`There is no Chromium for the browser tests. ${cure}\n\n${problems.join("\n\n")}`);
}

/** Sees to a font with Chinese characters: without one, pages are rows of boxes. Answers whether there is one. */
export async function ensureChineseFont() {
  if (process.platform !== "linux" || (await hasChineseFont())) return true;
  if (canInstall()) await aptInstall(["fonts-wqy-microhei", "fontconfig"]);
  return hasChineseFont();
}

async function hasChineseFont() {
  try {
    return (await quietly("fc-list", [":lang=zh-cn", "family"])).trim() !== "";
  } catch {
    // No fontconfig, so nobody can tell.
    return false;
  }
}
