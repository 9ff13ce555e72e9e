import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@chaoqer/db/client";
import type { Query } from "./harness";

/** A node of EXPLAIN's JSON, as far as it is read here. */
interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
}

/** How PostgreSQL answered a statement. */
export interface Explained {
  sql: string;
  /** Pages of 8 KB that it looked at. */
  buffers: number;
  ms: number;
  /** Tables that it read from end to end. */
  wholeTables: string[];
  /** Indexes of its plan. */
  indexes: string[];
}

const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

function literal(value: unknown): string {
  if (value === null) return "NULL";
  const text = Array.isArray(value) ? `{${value.map((each) => JSON.stringify(each)).join(",")}}` : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}

/** PostgreSQL makes a plan for the values at hand five times, and from then on may keep one for all values. */
const RUNS = 7;

class Undo extends Error {}

/**
 * Runs a statement as a connection of the api does, prepared and again and again, and tells of the first run, and the
 * last, whose plan may be another. What it changes is undone.
 */
export async function explain(db: PrismaClient, { sql, params }: Query): Promise<Explained[]> {
  const values = (JSON.parse(params) as unknown[]).map(literal);
  const name = `explained_${randomBytes(8).toString("hex")}`;
  const execute = `EXECUTE ${name} ${values.length > 0 ? `(${values.join(", ")})` : ""}`;
  const runs: Explained[] = [];
  const work = db.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`PREPARE ${name} AS ${sql}`);
      for (let run = 0; run < RUNS; run++) {
        await tx.$executeRawUnsafe("SAVEPOINT before");
        const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": [{ Plan: PlanNode; "Execution Time": number }] }[]>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${execute}`,
        );
        await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT before");
        const [found] = rows[0]?.["QUERY PLAN"] ?? [];
        if (!found) throw new Error("explain: no plan came back");
        const { Plan: plan } = found;
        const scanned = nodes(plan).filter((node) => node["Node Type"] === "Seq Scan");
        runs.push({
          sql,
          buffers: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
          ms: found["Execution Time"],
          wholeTables: scanned.map((node) => node["Relation Name"] ?? ""),
          indexes: nodes(plan).flatMap((node) => node["Index Name"] ?? []),
        });
      }
      await tx.$executeRawUnsafe(`DEALLOCATE ${name}`);
      throw new Undo();
    },
    { timeout: 60_000 },
  );
  await work.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return [runs[0], runs.at(-1)].filter((run) => run !== undefined);
}

/** Tables with more than a thousand rows, by the last ANALYZE. */
export async function bigTables(db: PrismaClient): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 1000 ORDER BY 1`;
  return rows.map(({ name }) => name);
}
