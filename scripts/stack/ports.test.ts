import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { requirePorts } from "./ports";

async function listenOn(host: string) {
  const server = createServer();
  server.listen(0, host);
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

it("names the variable of each port that is in use, on whichever address", async () => {
  const servers = [await listenOn("127.0.0.1"), await listenOn("0.0.0.0")];
  const ports = servers.map(({ port }, index) => ({ variable: ["API_PORT", "H5_PORT"][index] ?? "", port }));
  const free = await listenOn("127.0.0.1");
  free.close();
  try {
    const refusal = requirePorts([...ports, { variable: "ADMIN_PORT", port: free.port }]);
    await expect(refusal).rejects.toThrow(
      `API_PORT ${ports[0]?.port} is in use\nH5_PORT ${ports[1]?.port} is in use\n`,
    );
    await expect(refusal).rejects.not.toThrow("ADMIN_PORT");
  } finally {
    for (const server of servers) server.close();
  }
});

it("waits for a port that is being given up", async () => {
  const server = await listenOn("127.0.0.1");
  const asked = requirePorts([{ variable: "API_PORT", port: server.port }]);
  server.close();
  await expect(asked).resolves.toBeUndefined();
});
