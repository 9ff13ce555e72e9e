import { defineConfig } from "vitest/config";

const project = (name: string, root: string, more: Record<string, unknown> = {}) => ({
  test: {
    name,
    root,
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**"],
    ...more,
  },
});

/** Projects that need a PostgreSQL server share one, started once (packages/db/src/vitest-setup.ts). */
const withDatabase = { globalSetup: ["./packages/db/src/vitest-setup.ts"] };

export default defineConfig({
  test: {
    ...withDatabase,
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      project("contract", "./packages/contract"),
      project("db", "./packages/db"),
      project("sandbox", "./packages/sandbox"),
      project("api", "./apps/api"),
    ],
  },
});
