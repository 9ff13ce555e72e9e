import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { sign } from "@chaoqer/contract/sign";
import { cloneDatabase, startTestServer } from "@chaoqer/db/testing";
import { fastify } from "fastify";
import { Pool } from "pg";
import { pino } from "pino";
import { buildApp } from "../apps/api/src/app";
import { buildDeps } from "../apps/api/src/deps";
import { hashToken } from "../apps/api/src/domains/account/rules";
import { readEnv } from "../apps/api/src/env";
import { prepareDatabase } from "../apps/api/src/prepare";
import { load } from "./load";

/** What the documented API's rules cost: a profile through the whole api beside the bare minimum that could answer it. */

const hex = () => randomBytes(16).toString("hex");
const [uid, token, secret] = [hex(), hex(), hex()];

const server = await startTestServer();
const database = await cloneDatabase(server);
await prepareDatabase(database);
const pool = new Pool({ connectionString: database.url, max: 20 });
const far = new Date(Date.now() + 86_400_000);
await pool.query(
  "INSERT INTO accounts (uid, mobile, create_time, last_active_time) VALUES ($1, '+8613800138000', $2, $2)",
  [uid, new Date()],
);
await pool.query(
  "INSERT INTO profiles (uid, nickname, avatar, create_time, update_time) VALUES ($1, '小明', 'https://cdn.example.com/a.jpg', $2, $2)",
  [uid, new Date()],
);
await pool.query(
  "INSERT INTO sessions (uid, token_hash, access_secret, create_time, expire_time, slide_time, client_type, version_name, version_code, ip) VALUES ($1, $2, $3, $4, $5, $4, 1, '1', 1, '')",
  [uid, hashToken(token), secret, new Date(), far],
);

const deps = await buildDeps(readEnv({ DATABASE_URL: database.url, NODE_ENV: "test" }), {
  log: pino({ level: "silent" }),
});
const app = await buildApp(deps);
await app.listen({ port: 0, host: "127.0.0.1" });

const bare = fastify();
bare.get<{ Params: { uid: string } }>("/user/:uid/profile", async ({ params }) => {
  const { rows } = await pool.query(
    "SELECT uid, nickname, avatar, bio, card_total, allow_live FROM profiles WHERE uid = $1",
    [params.uid],
  );
  return { result: rows[0], message: "Success", status: 1 };
});
await bare.listen({ port: 0, host: "127.0.0.1" });

let ts = Date.now();
const headers = { authorization: `Basic ${Buffer.from(`${uid}:${token}`).toString("base64")}` };
const next = () => {
  ts = Math.max(ts + 1, Date.now());
  return { path: `/user/${uid}/profile?ts=${ts}&sign=${sign({ ts: String(ts) }, secret)}`, headers };
};

const portOf = (instance: { server: { address(): unknown } }) => (instance.server.address() as AddressInfo).port;
for (const seconds of [1, 5]) {
  const ours = await load(portOf(app), next, { seconds });
  const theirs = await load(portOf(bare), next, { seconds });
  if (seconds === 1) continue; // warming up
  console.table({ "chaoqer api": ours, "bare Fastify and pg": theirs });
  console.log(`ratio of calls a second: ${(ours.perSecond / theirs.perSecond).toFixed(2)}`);
}

await app.close();
await bare.close();
await deps.close();
await pool.end();
await database.drop();
await server.stop();
