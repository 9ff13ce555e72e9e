/** Milliseconds after which a stream that ended is asked for again. */
const AGAIN_MS = 20;

/**
 * An EventSource that sends these headers, over fetch: what tRPC's client needs of one, and Node has none
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export function eventSourceWith(headers: Record<string, string>) {
  return class FetchEventSource extends EventTarget {
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readyState = 0;
    private readonly controller = new AbortController();

    constructor(readonly url: string) {
      super();
      void this.listen();
    }

    close(): void {
      this.readyState = this.CLOSED;
      this.controller.abort();
    }

    /** Reads until it is closed; what a stream's end means is the listener's to say. */
    private async listen(): Promise<void> {
      const { signal } = this.controller;
      try {
        const response = await fetch(this.url, { headers: { ...headers, accept: "text/event-stream" }, signal });
        if (!response.ok || !response.body) return this.fail();
        this.readyState = this.OPEN;
        await this.read(response.body);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof TypeError)) throw error;
      }
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CONNECTING;
      this.dispatchEvent(new Event("error"));
      setTimeout(() => void this.listen(), AGAIN_MS).unref();
    }

    private fail(): void {
      this.readyState = this.CLOSED;
      this.dispatchEvent(new Event("error"));
    }

    private async read(body: ReadableStream<Uint8Array>): Promise<void> {
      const decoder = new TextDecoder();
      let text = "";
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        const events = text.split(/\n\n+/);
        text = events.pop() ?? "";
        for (const one of events) this.dispatch(one);
      }
    }

    private dispatch(block: string): void {
      const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const init = { data: fields.get("data") ?? "", lastEventId: fields.get("id") ?? "" };
      if (fields.has("data")) this.dispatchEvent(new MessageEvent(fields.get("event") ?? "message", init));
    }
  };
}
