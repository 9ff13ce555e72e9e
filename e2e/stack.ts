import path from "node:path";

/** The stack that the browser tests run on: ports in a row from E2E_PORT, data in E2E_DATA_DIR. */
const first = Number(process.env.E2E_PORT ?? 4100);

export const ports = { api: first, h5: first + 1, admin: first + 2, sandbox: first + 3 };
export const urls = {
  api: `http://localhost:${ports.api}`,
  h5: `http://localhost:${ports.h5}`,
  admin: `http://localhost:${ports.admin}`,
  sandbox: `http://localhost:${ports.sandbox}`,
};
export const dataDir = process.env.E2E_DATA_DIR ?? path.resolve(import.meta.dirname, "../.data/e2e");
