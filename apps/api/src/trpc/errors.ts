import { DomainError, type ErrorCode } from "@chaoqer/contract/errors";
import { isDatabaseAway, isStatementTimeout, isTransactionTimeout } from "@chaoqer/db/errors";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = TRPCError["code"];

const HTTP_LIKE: Partial<Record<ErrorCode, TrpcCode>> = {
  malformed: "BAD_REQUEST",
  unauthorized: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  notFound: "NOT_FOUND",
  methodNotAllowed: "METHOD_NOT_SUPPORTED",
  tooLarge: "PAYLOAD_TOO_LARGE",
  unsupportedMedia: "UNSUPPORTED_MEDIA_TYPE",
  repeated: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
  timeout: "TIMEOUT",
  accountUnknown: "NOT_FOUND",
  userUnknown: "NOT_FOUND",
  messageUnknown: "NOT_FOUND",
  roomUnknown: "NOT_FOUND",
  clubUnknown: "NOT_FOUND",
  eventUnknown: "NOT_FOUND",
};

/** The one map from domain errors to tRPC; what is not listed is a refused value. */
export function toTrpcError(error: DomainError): TRPCError {
  return new TRPCError({
    code: HTTP_LIKE[error.code] ?? "UNPROCESSABLE_CONTENT",
    message: error.message,
    cause: error,
  });
}

/** A wrong form is malformed; a refused value carries its field's own message. The form comes first. */
function fromZod(error: ZodError): DomainError {
  const malformed = error.issues.find(
    (issue) => issue.code === "invalid_type" || (issue.code === "custom" && issue.params?.malformed === true),
  );
  if (malformed) return new DomainError("malformed", `Params Not Valid: ${malformed.path.join(".")}`);
  return new DomainError("refused", error.issues[0]?.message);
}

/** What a failed call means in the domain's terms; undefined for what nobody expected. */
export function toDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof TRPCError) {
    if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError) return fromZod(error.cause);
    return error.cause === undefined ? undefined : toDomainError(error.cause);
  }
  if (isDatabaseAway(error)) return new DomainError("unavailable");
  if (isStatementTimeout(error) || isTransactionTimeout(error)) return new DomainError("timeout");
  return undefined;
}
