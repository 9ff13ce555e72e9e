import { resolve } from "node:path";
import { z } from "zod";

const schema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(1).max(65_535).default(4003),
  /** Whom it serves: this machine only, unless told otherwise, for it shows login codes to everybody. */
  SANDBOX_HOST: z.string().min(1).default("localhost"),
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
});

export type Env = { port: number; host: string; publicUrl: string; dataDir: string };

/** Reads the environment (an empty variable counts as unset), or throws an Error that names all that is wrong. */
export function readEnv(env: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(`The environment is wrong:\n${faults.join("\n")}`);
  }
  const { SANDBOX_PORT, SANDBOX_HOST, SANDBOX_URL, DATA_DIR } = parsed.data;
  return {
    port: SANDBOX_PORT,
    host: SANDBOX_HOST,
    publicUrl: (SANDBOX_URL ?? `http://localhost:${SANDBOX_PORT}`).replace(/\/+$/, ""),
    dataDir: resolve(DATA_DIR),
  };
}
