import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { StackError } from "./error";
import type { UsedPort } from "./settings";

/** What a start that was just killed leaves behind takes a moment to go. */
const PATIENCE_MS = 3000;

/** @throws StackError naming the variable of every port that cannot be had. */
export async function requirePorts(ports: UsedPort[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const checks = await Promise.all(ports.map(async (used) => ({ ...used, fault: await portFault(used.port) })));
    const faults = checks.filter(({ fault }) => fault !== undefined);
    if (faults.length === 0) return;
    if (performance.now() > deadline) {
      const lines = faults.map(({ variable, port, fault }) => `${variable} ${port} ${fault}`);
      const cure = `Stop what listens there, or set ${faults.map(({ variable }) => variable).join(", ")} to a free port.`;
      throw new StackError(`${lines.join("\n")}\n${cure}`);
    }
    await sleep(200);
  }
}

/** Why we could not listen on a port of this machine; undefined if we could. */
async function portFault(port: number): Promise<string | undefined> {
  // Some systems let two servers share a port by different addresses, so the ones people use are tried one by one.
  for (const host of ["::", "0.0.0.0", "127.0.0.1", "::1"]) {
    const code = await listenError(port, host);
    if (code === "EADDRINUSE") return "is in use";
    if (code === "EACCES") return "is not open to this user";
  }
  return undefined;
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}
