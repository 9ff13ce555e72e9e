import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";

/** A web server that tests fetch pages from; only an explicit allowance lets the link fetcher visit it. */
export interface PageServer {
  port: number;
  /** Every request that came, with the address of ours it was sent to. */
  seen: { host: string; path: string; address: string }[];
  /** What it answers, by path; other paths are 404. */
  pages: Record<string, RequestListener>;
  close(): Promise<void>;
}

/** Answers a page, as HTML unless the headers say otherwise. */
export function html(body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener {
  return (_request, response) => response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);
}

/** Sends on to another address, unescaped as it is given. */
export const redirect = (location: string, status = 302) =>
  html("", { location: Buffer.from(location).toString("latin1") }, status);

export async function startPageServer(pages: Record<string, RequestListener> = {}): Promise<PageServer> {
  const seen: PageServer["seen"] = [];
  const served: PageServer = { port: 0, seen, pages, close: async () => undefined };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? "";
    seen.push({ host: request.headers.host ?? "", path, address: request.socket.localAddress ?? "" });
    const page = served.pages[path] ?? html("", {}, 404);
    page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const address = server.address();
  served.port = typeof address === "object" && address ? address.port : 0;
  served.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return served;
}
