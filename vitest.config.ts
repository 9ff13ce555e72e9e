import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const project = (name: string, root: string) => ({
  extends: true as const,
  test: { name, root, include: ["**/*.test.ts"], exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**"] },
});

export default defineConfig({
  test: {
    // One PostgreSQL server for the whole run; test files copy a migrated database from it.
    globalSetup: [fileURLToPath(new URL("./packages/db/src/vitest-setup.ts", import.meta.url))],
    pool: "forks",
    // A worker loads the modules once for all its files, which halves the work; so tests leave nothing behind in them.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      project("contract", "./packages/contract"),
      project("db", "./packages/db"),
      project("sandbox", "./packages/sandbox"),
      project("api", "./apps/api"),
      project("h5", "./apps/h5"),
      project("scripts", "./scripts"),
    ],
  },
});
