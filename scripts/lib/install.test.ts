import { describe, expect, it } from "vitest";
import { differs } from "./install.mjs";
import { nodeFault } from "./node-version.mjs";

describe("differs", () => {
  const locked = {
    "": { version: "0.1.0" },
    "apps/api": { version: "0.1.0" },
    "node_modules/@chaoqer/api": { link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/for-macs": { version: "2.0.0", optional: true },
  };
  const installed = {
    "apps/api": { version: "0.1.0" },
    "node_modules/@chaoqer/api": { link: true },
    "node_modules/a": { version: "1.0.0" },
  };

  it("accepts what lacks optional packages only", () => {
    expect(differs(locked, installed)).toBe(false);
  });

  it("sees another version", () => {
    expect(differs(locked, { ...installed, "node_modules/a": { version: "1.0.1" } })).toBe(true);
  });

  it("sees a missing package, link and workspace", () => {
    for (const place of Object.keys(installed)) {
      const rest = Object.fromEntries(Object.entries(installed).filter(([name]) => name !== place));
      expect(differs(locked, rest), place).toBe(true);
    }
  });
});

describe("nodeFault", () => {
  it("names the version that is needed and the one that is there", () => {
    expect(nodeFault("20.18.3")).toContain("20.19 or newer, and this is 20.18.3");
    expect(nodeFault("18.20.0")).toBeDefined();
    expect(nodeFault("6.1.0")).toBeDefined();
  });

  it("accepts what is new enough", () => {
    for (const version of ["20.19.0", "20.20.2", "22.0.0", "24.1.0"])
      expect(nodeFault(version), version).toBeUndefined();
  });
});
