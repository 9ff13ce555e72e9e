import { Agent, request } from "node:http";

export interface Call {
  path: string;
  headers: Record<string, string>;
}

export interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

function get(port: number, agent: Agent, { path, headers }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: "127.0.0.1", agent, path, headers }, (incoming) => {
      incoming.resume();
      incoming.on("end", () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/**
 * Loads a local server with GETs over kept-alive connections for a while.
 * @param next makes the next call. @throws when an answer is not 200.
 */
export async function load(port: number, next: () => Call, { seconds = 5, connections = 16 } = {}): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  const worker = async () => {
    while (performance.now() - start < seconds * 1000) {
      const before = performance.now();
      const status = await get(port, agent, next());
      if (status !== 200) throw new Error(`answered ${status}`);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}
