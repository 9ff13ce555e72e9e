import { CLOSE_REASONS, clientFrame, closeCode, serverFrame } from "@chaoqer/contract/channel";
import { z } from "zod";
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from "./examples";

/** The room channel as an AsyncAPI document, from the schemas that its frames are read with (https://www.asyncapi.com/docs/reference/specification/v3.0.0). */

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}

const message = (title: string, payload: Json, examples: readonly { summary: string; payload: Json }[]) => ({
  name: title,
  title,
  contentType: "application/json",
  payload,
  examples: examples.map(({ summary, payload: example }) => ({ name: summary, summary, payload: example })),
});

/** The whole document. @param url the api's public address. */
export function asyncapi(url: string): Json {
  const { host, protocol } = new URL(url);
  const reasons = CLOSE_REASONS.map((reason) => `${closeCode(reason)} ${reason}`).join(", ");
  return {
    asyncapi: "3.0.0",
    info: {
      title: "超圈 room channel",
      version: "1.0.0",
      description: `Who is in a room, on stage and asking to speak; see docs/api/channel.md. Close codes: ${reasons}.`,
    },
    defaultContentType: "application/json",
    servers: {
      api: {
        host,
        protocol: protocol === "https:" ? "wss" : "ws",
        security: [{ $ref: "#/components/securitySchemes/user" }, { $ref: "#/components/securitySchemes/ticket" }],
      },
    },
    channels: {
      room: {
        address: "/channel/{roomId}",
        parameters: { roomId: { description: "32 lower-case hex" } },
        bindings: {
          ws: {
            method: "GET",
            query: {
              type: "object",
              properties: {
                ticket: { type: "string", description: "for browsers, see securitySchemes" },
                after: {
                  type: "integer",
                  description:
                    "the last seq that the client knows. If the room can still tell what came after it, it answers resumed and those changes; else, and without it, connected with the whole state",
                  examples: [41],
                },
              },
            },
          },
        },
        messages: {
          client: { $ref: "#/components/messages/client" },
          server: { $ref: "#/components/messages/server" },
        },
      },
    },
    operations: {
      receive: {
        action: "receive",
        summary: "What clients send",
        channel: { $ref: "#/channels/room" },
        messages: [{ $ref: "#/channels/room/messages/client" }],
      },
      send: {
        action: "send",
        summary: "What clients are told",
        channel: { $ref: "#/channels/room" },
        messages: [{ $ref: "#/channels/room/messages/server" }],
      },
    },
    components: {
      messages: {
        client: message("Client frame", schemaOf(clientFrame, "input"), CLIENT_EXAMPLES),
        server: message("Server frame", schemaOf(serverFrame, "output"), SERVER_EXAMPLES),
      },
      securitySchemes: {
        user: { type: "http", scheme: "basic", description: "base64(uid:accessToken)" },
        ticket: { type: "httpApiKey", in: "query", name: "ticket", description: "from room.channelTicket, once" },
      },
    },
  };
}

const escaped = (text: string) => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The frames as a page for people. */
export function framesPage(): string {
  const table = (examples: typeof CLIENT_EXAMPLES) =>
    examples
      .map(
        ({ summary, payload }) => `<h3>${escaped(summary)}</h3><pre>${escaped(JSON.stringify(payload, null, 2))}</pre>`,
      )
      .join("\n");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Room channel</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}pre{background:#f4f4f5;padding:.75rem;overflow:auto}h3{font-size:1rem;margin-bottom:.25rem}</style>
<h1>Room channel</h1><p>WebSocket at <code>/channel/{roomId}</code>. For machines: <a href="/asyncapi.json">AsyncAPI</a>. The REST calls: <a href="/docs">/docs</a>.</p>
<h2>What clients send</h2>${table(CLIENT_EXAMPLES)}<h2>What clients are told</h2>${table(SERVER_EXAMPLES)}</html>`;
}
