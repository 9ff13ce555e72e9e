import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { formPairs, queryPairs, rawBody } from "../../body";
import type { Credentials } from "../../credentials";
import type { Clock, Target } from "../../deps";
import { exposeToFaults, type Faults } from "../../faults";
import { mustBeSigned, parseAcs3, signAcs3 } from "../../signatures/acs-v3";
import { sameText } from "../../signatures/encode";
import { signRpc } from "../../signatures/rpc-v1";
import { toXml } from "../../xml";

/** What Aliyun's gateway or a product answers instead of doing the work. Codes: help.aliyun.com/document_detail/25491.html */
export class AliyunRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type Params = Record<string, string>;

/** One `Action` of an Aliyun product. */
export type AliyunAction = {
  target: Target;
  name: string;
  version: string;
  /** The product's address, which its answers name. */
  host: string;
  /** Parameters the gateway itself asks for. */
  required: string[];
  /** Does a well-signed call: the answer's own fields, and what its record says came of it. */
  run(params: Params): { body: Record<string, unknown>; outcome: string };
  /** Keeps what arrived. */
  keep(params: Params, outcome: string): void;
};

const windowMs = 15 * 60_000;

/** Whether a call of `/` is for Aliyun, and not from somebody who wants the page. */
export function isAliyunCall(request: FastifyRequest): boolean {
  return request.method === "POST" || "x-acs-action" in request.headers || actionOf(request) !== "";
}

/**
 * Aliyun's API gateway for the products given: both signature styles, their times and nonces. Answers are JSON, but XML
 * for an RPC-style call that does not ask for `Format=JSON`. All products share `/`; `/sts` is for clients that want a
 * path of their own. `page` answers what is no API call.
 */
export function aliyunGateway(
  scope: FastifyInstance,
  deps: { credentials: Credentials; clock: Clock; faults: Faults },
  actions: AliyunAction[],
  page: (request: FastifyRequest, reply: FastifyReply) => unknown,
): void {
  const { credentials, clock, faults } = deps;
  const nonces = new Map<string, number>();
  const find = (request: FastifyRequest) => actions.find((action) => action.name === actionOf(request));

  exposeToFaults(scope, faults, (request) => {
    const action = find(request);
    return action && { target: action.target, faulted: (call, outcome) => action.keep(paramsOf(call), outcome) };
  });
  for (const url of ["/", "/sts"]) {
    scope.get(url, (request, reply) => (isAliyunCall(request) ? answer(request, reply) : page(request, reply)));
    scope.post(url, answer);
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const action = find(request);
    const params = paramsOf(request);
    const requestId = randomUUID().toUpperCase();
    const json = isAcs3(request) || params.Format?.toUpperCase() === "JSON";
    const send = (status: number, root: string, body: Record<string, unknown>) =>
      reply
        .code(status)
        .type(json ? "application/json;charset=utf-8" : "text/xml;charset=utf-8")
        .send(json ? JSON.stringify(body) : toXml(root, body));
    try {
      if (!action && actionOf(request) === "")
        throw new AliyunRefusal(400, "MissingAction", "Action is mandatory for this action.");
      if (!action) throw new AliyunRefusal(404, "InvalidAction.NotFound", "Specified api is not found.");
      checkVersion(request, action, params);
      if (isAcs3(request)) checkAcs3(request);
      else checkRpc(request.method, params);
      for (const name of action.required) {
        if (params[name] === undefined)
          throw new AliyunRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
      }
      const { body, outcome } = action.run(params);
      action.keep(params, outcome);
      return send(200, `${action.name}Response`, { RequestId: requestId, ...body });
    } catch (error) {
      if (!(error instanceof AliyunRefusal)) throw error;
      action?.keep(params, error.code);
      const HostId = action?.host ?? "aliyuncs.com";
      return send(error.status, "Error", { RequestId: requestId, Message: error.message, HostId, Code: error.code });
    }
  }

  function checkVersion(request: FastifyRequest, action: AliyunAction, params: Params): void {
    const version = request.headers["x-acs-version"] ?? params.Version;
    if (version === undefined) throw new AliyunRefusal(400, "MissingVersion", "Version is mandatory for this action.");
    if (version !== action.version) throw new AliyunRefusal(400, "InvalidVersion", "Specified version is not valid.");
  }

  function checkAcs3(request: FastifyRequest): void {
    const { headers } = request;
    const authorization = parseAcs3(headers.authorization ?? "");
    if (!authorization)
      throw new AliyunRefusal(400, "IncompleteSignature", "The request signature does not conform to standards.");
    checkKey(authorization.accessKeyId);
    const header = (name: string) => {
      const value = headers[name];
      if (typeof value !== "string") throw new AliyunRefusal(400, "MissingParameter", `${name} is mandatory.`);
      return value;
    };
    checkTime(header("x-acs-date"));
    const nonce = header("x-acs-signature-nonce");
    header("x-acs-content-sha256");
    const unsigned = mustBeSigned(headers).filter((name) => !authorization.signedHeaders.includes(name));
    const path = (request.raw.url ?? "/").split("?")[0] ?? "/";
    const expected = signAcs3(
      { method: request.method, path, query: queryPairs(request), headers, body: rawBody(request) },
      [...authorization.signedHeaders, ...unsigned],
      credentials.ALIYUN_ACCESS_KEY_SECRET,
    );
    if (unsigned.length > 0 || !sameText(authorization.signature, expected.signature))
      throw mismatch(`server CanonicalRequest is:${expected.canonicalRequest}`);
    burn(nonce);
  }

  function checkRpc(method: string, params: Params): void {
    for (const name of [
      "AccessKeyId",
      "Signature",
      "SignatureMethod",
      "SignatureVersion",
      "SignatureNonce",
      "Timestamp",
    ])
      if (!params[name]) throw new AliyunRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
    checkKey(params.AccessKeyId ?? "");
    checkTime(params.Timestamp ?? "");
    if (params.SignatureMethod !== "HMAC-SHA1")
      throw new AliyunRefusal(400, "InvalidParameter.SignatureMethod", "Only HMAC-SHA1 is supported.");
    if (params.SignatureVersion !== "1.0")
      throw new AliyunRefusal(400, "InvalidParameter.SignatureVersion", "Only version 1.0 is supported.");
    const expected = signRpc(method, params, credentials.ALIYUN_ACCESS_KEY_SECRET);
    if (!sameText(params.Signature ?? "", expected.signature))
      throw mismatch(`server string to sign is:${expected.stringToSign}`);
    burn(params.SignatureNonce ?? "");
  }

  function checkKey(accessKeyId: string): void {
    if (accessKeyId !== credentials.ALIYUN_ACCESS_KEY_ID)
      throw new AliyunRefusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  }

  function checkTime(text: string): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) || Number.isNaN(Date.parse(text)))
      throw new AliyunRefusal(
        400,
        "InvalidTimeStamp.Format",
        "Specified time stamp or date value is not well formatted.",
      );
    if (Math.abs(Date.parse(text) - clock.now().getTime()) > windowMs)
      throw new AliyunRefusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }

  function burn(nonce: string): void {
    const now = clock.now().getTime();
    for (const [used, time] of nonces) {
      // In order of arrival: what follows the first young one is younger.
      if (now - time < 2 * windowMs) break;
      nonces.delete(used);
    }
    if (nonces.has(nonce))
      throw new AliyunRefusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    nonces.set(nonce, now);
  }
}

function mismatch(quote: string): AliyunRefusal {
  return new AliyunRefusal(
    400,
    "SignatureDoesNotMatch",
    `Specified signature does not match our calculation. ${quote}`,
  );
}

function isAcs3(request: FastifyRequest): boolean {
  return "x-acs-action" in request.headers || (request.headers.authorization ?? "").startsWith("ACS3-");
}

function paramsOf(request: FastifyRequest): Params {
  return Object.fromEntries([...queryPairs(request), ...formPairs(request)]);
}

function actionOf(request: FastifyRequest): string {
  const header = request.headers["x-acs-action"];
  return typeof header === "string" ? header : (paramsOf(request).Action ?? "");
}
