import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/**
 * Lets a stop end: a connection whose last answer leaves while the server closes is closed with it. Without this a
 * kept-alive one, which was busy when the idle ones were closed, holds the process until it times out.
 */
export const stop = fp(
  async (app: FastifyInstance) => {
    let closing = false;
    app.addHook("preClose", async () => {
      closing = true;
    });
    app.addHook("onSend", async (_request, reply) => {
      if (closing) reply.header("connection", "close");
    });
    // An answer that had begun before, such as a subscription's, could not say so.
    app.addHook("onResponse", async (request) => {
      if (closing) request.raw.socket.destroySoon();
    });
  },
  { name: "stop" },
);
