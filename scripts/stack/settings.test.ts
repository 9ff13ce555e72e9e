import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../lib/root.mjs";
import { readSettings, usedPorts } from "./settings";

function faultsOf(source: Record<string, string>): string {
  try {
    readSettings(source);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("readSettings", () => {
  it("needs nothing to be set", () => {
    const { apps, demo, dataDir, databaseUrl, env } = readSettings({});
    expect({ apps, demo, dataDir, databaseUrl }).toEqual({
      apps: ["api", "h5", "admin"],
      demo: true,
      dataDir: path.join(root, ".data"),
      databaseUrl: undefined,
    });
    expect(env.API_URL).toBe("http://localhost:4000");
  });

  it("takes an empty variable for one that is not set", () => {
    const settings = readSettings({ DATABASE_URL: "", CHAOQER_APPS: "", CHAOQER_DEMO: "", DATA_DIR: "" });
    expect(settings.databaseUrl).toBeUndefined();
    expect(settings.apps).toHaveLength(3);
  });

  it("names everything that is wrong at once", () => {
    const faults = faultsOf({
      API_PORT: "http",
      CHAOQER_APPS: "api,web",
      CHAOQER_DEMO: "yes",
      DATABASE_URL: "mysql://localhost/x",
      JPUSH_APP_KEY: "k",
    });
    for (const name of ["API_PORT", "CHAOQER_APPS", "CHAOQER_DEMO", "DATABASE_URL", "JPUSH_MASTER_SECRET"])
      expect(faults).toContain(`  - ${name} `);
  });

  it("says a fault once that several apps find", () => {
    const faults = faultsOf({ NODE_ENV: "production", H5_URL: "https://h5.example.com" });
    expect(faults.match(/- WECHAT_APP_ID /g)?.length).toBeGreaterThan(0);
    expect(new Set(faults.split("\n")).size).toBe(faults.split("\n").length);
  });

  it("does not accept one port for two", () => {
    expect(faultsOf({ H5_PORT: "4000" })).toContain("H5_PORT must differ from API_PORT: both are 4000");
    expect(faultsOf({ H5_PORT: "4000", CHAOQER_APPS: "h5" })).toBe("");
  });

  it("leaves demo data out of production unless it is asked for", () => {
    expect(faultsOf({ NODE_ENV: "production" })).toContain("ALIYUN_ACCESS_KEY_ID");
    expect(readSettings({ CHAOQER_DEMO: "0" }).demo).toBe(false);
  });
});

describe("usedPorts", () => {
  it("are those of the chosen apps and of the sandbox", () => {
    const { env } = readSettings({ API_PORT: "5000", SANDBOX_PORT: "5003" });
    expect(usedPorts(env, ["api"])).toEqual([
      { variable: "API_PORT", port: 5000 },
      { variable: "SANDBOX_PORT", port: 5003 },
    ]);
  });
});
