import { DomainError } from "@chaoqer/contract/errors";
import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Deps } from "../deps";

/** Refuses new work with 503 while the event loop lags, so that what runs can finish. */
export const limits = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    await app.register(underPressure, {
      maxEventLoopDelay: deps.env.EVENT_LOOP_LAG_MS,
      pressureHandler: () => {
        throw new DomainError("unavailable");
      },
    });
  },
  { name: "limits" },
);
