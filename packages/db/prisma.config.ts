import { defineConfig } from "prisma/config";

/** For the Prisma CLI. The product itself migrates with src/migrate.ts. */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:5432/chaoqer" },
});
