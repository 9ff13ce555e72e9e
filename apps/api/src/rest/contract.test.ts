import { describe, expect, it } from "vitest";
import { procedureOf } from "./bridge";
import { kindsOf } from "./coerce";
import document from "./document.json" with { type: "json" };
import { ENDPOINTS } from "./endpoints";
import { openapi } from "./openapi";

/** Holds the table of endpoints against the API document, both ways. */

/** Rows whose procedure is not built yet. This list can only shrink. */
const PENDING: string[] = [];

/** The document's paths carry the forms of their parameters; the table only names them. */
const plain = (path: string) => path.replace(/\{(\w+):[^{}]*(\{\d+\})?[^{}]*\}/g, "{$1}");

const documented = document.map((call) => ({
  name: `${call.group} ${call.number}`,
  title: call.title,
  method: call.method,
  path: plain(call.path),
  auth: call.auth,
  sign: call.sign,
}));

describe("the table of endpoints", () => {
  it("has the 45 calls of the document, each as it is there, and no other", () => {
    const rows = ENDPOINTS.map(({ name, title, method, path, auth, sign }) => ({
      name,
      title,
      method,
      path,
      auth,
      sign,
    }));
    expect(documented).toHaveLength(45);
    expect(rows).toEqual(documented);
  });

  it("answers with the document's messages", () => {
    const messages = document.map((call) => call.example.message);
    const rows = ENDPOINTS.map(({ message }) =>
      typeof message === "string" ? message : [false, true].map((registered) => message({ registered })).join("/"),
    );
    expect(rows).toEqual(messages);
  });

  it("serves every row but those that are listed as pending", () => {
    expect(ENDPOINTS.filter((endpoint) => !procedureOf(endpoint)).map(({ name }) => name)).toEqual(PENDING);
  });

  it.each(ENDPOINTS.filter(procedureOf).map((endpoint) => [endpoint.name, endpoint] as const))(
    "%s takes the document's parameters",
    (name, endpoint) => {
      const call = document.find(({ group, number }) => `${group} ${number}` === name);
      const { inputs = [] } = (procedureOf(endpoint)?._def ?? {}) as { inputs?: unknown[] };
      const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param);
      expect(new Set(kindsOf(inputs[0]).keys())).toEqual(
        new Set([...inPath, ...(call?.params ?? []).map(({ name: param }) => param)]),
      );
    },
  );
});

describe("/openapi.json", () => {
  const { paths } = openapi("http://localhost") as {
    paths: Record<string, Record<string, { responses: { 200: { content: object } } }>>;
  };

  it("describes every row and alias, with the document's example answer", () => {
    for (const endpoint of ENDPOINTS) {
      for (const { method, path } of [endpoint, ...endpoint.aliases]) {
        const example = document.find(({ group, number }) => `${group} ${number}` === endpoint.name)?.example;
        expect(paths[path]?.[method.toLowerCase()]?.responses[200].content).toMatchObject({
          "application/json": { example },
        });
      }
    }
  });
});
