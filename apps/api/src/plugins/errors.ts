import { DomainError, type ErrorCode } from "@chaoqer/contract/errors";
import type { FastifyError, FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { failure } from "../rest/envelope";
import { toDomainError } from "../trpc/errors";

/** Fastify's own refusals in the domain's terms. */
const FASTIFY: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "tooLarge",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupportedMedia",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed",
  FST_ERR_HANDLER_TIMEOUT: "timeout",
  FST_UNDER_PRESSURE: "unavailable",
};

function known(error: FastifyError): DomainError | undefined {
  const code = FASTIFY[error.code];
  return code ? new DomainError(code) : toDomainError(error);
}

/** One envelope for every failure of the HTTP app; what nobody expected is logged whole and shown as nothing. */
export const errors = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const domain = known(error);
      if (!domain) request.log.error({ err: error }, "unexpected error");
      const { status, headers, body } = failure(domain);
      return reply.code(status).headers(headers).send(body);
    });
    app.setNotFoundHandler((_request, reply) => {
      const { status, body } = failure(new DomainError("notFound"));
      return reply.code(status).send(body);
    });
    app.addHook("onRequest", async (request) => {
      if (request.is404) throw new DomainError("notFound");
    });
  },
  { name: "errors" },
);
