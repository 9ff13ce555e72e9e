import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Lets a GET carry a body, and ignores the content type of a call that carries none (shipped clients always send one). */
export const bodies = fp(
  async (app: FastifyInstance) => {
    app.addHttpMethod("GET", { hasBody: true, overrideExisting: true });
    app.addHook("onRequest", async ({ headers }) => {
      const length = headers["content-length"];
      const empty = headers["transfer-encoding"] === undefined && (length === undefined || length === "0");
      if (empty) delete headers["content-type"];
    });
  },
  { name: "bodies" },
);
