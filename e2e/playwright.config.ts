import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { dataDir, ports, urls } from "./stack";

const ALONE = "**/*.alone.spec.ts";

/** Browser tests on a stack that `npm start` itself brings up, with an environment of its own. */
export default defineConfig({
  testDir: ".",
  globalSetup: "./setup.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: urls.h5,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    // Pages are to be as they will stay, at once.
    contextOptions: { reducedMotion: "reduce" },
    // Without a graphics card Chromium draws by software anyway; saying so spares a process that only gets in the way.
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: ["--disable-gpu"] },
  },
  projects: [
    { name: "chromium", use: devices["Desktop Chrome"], testIgnore: ALONE },
    // What changes the stack for everyone comes when the others are done.
    { name: "alone", use: devices["Desktop Chrome"], testMatch: ALONE, dependencies: ["chromium"] },
  ],
  webServer: {
    command: "exec node scripts/start.mjs",
    cwd: path.resolve(import.meta.dirname, ".."),
    wait: { stdout: /^ready$/m },
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ENV_FILE: "",
      NODE_ENV: "development",
      DATABASE_URL: "",
      DATABASE_OWNER_URL: "",
      DATA_DIR: dataDir,
      CHAOQER_APPS: "api,h5,admin",
      CHAOQER_DEMO: "1",
      API_PORT: String(ports.api),
      H5_PORT: String(ports.h5),
      ADMIN_PORT: String(ports.admin),
      SANDBOX_PORT: String(ports.sandbox),
      API_URL: urls.api,
      H5_URL: urls.h5,
      ADMIN_URL: urls.admin,
      SANDBOX_URL: urls.sandbox,
      CAPTCHA_IP_HOUR: "1000",
      CAPTCHA_RESEND_S: "1",
    },
  },
});
