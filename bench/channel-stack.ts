import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { createDb } from "@chaoqer/db/client";
import { cloneDatabase, startTestServer } from "@chaoqer/db/testing";
import { hashToken } from "../apps/api/src/domains/account/rules";
import { prepareDatabase } from "../apps/api/src/prepare";

/** Api processes as they are started in production, on a database with users and rooms. */

export interface BenchUser {
  uid: string;
  authorization: string;
}
export interface Server {
  child: ChildProcess;
  port: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts one api process. */
export async function startServer(databaseUrl: string, extra: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const own = { DATABASE_URL: databaseUrl, API_PORT: String(port), LOG_LEVEL: "error", EVENT_LOOP_LAG_MS: "60000" };
  const main = fileURLToPath(new URL("../apps/api/src/main.ts", import.meta.url));
  const env = { ...process.env, NODE_ENV: "test", API_HOST: "127.0.0.1", ...own, ...extra };
  const child = spawn(process.execPath, ["--import", "tsx", main], { env, stdio: ["ignore", "inherit", "inherit"] });
  // A bench that fails leaves none behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return { child, port };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the api does not start");
}

export async function stopServer({ child }: Server): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Bytes of memory that a process has. */
export async function memoryOf({ port }: Server): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0);
}

const id = () => randomBytes(16).toString("hex");

/** A database with this many signed-in users; `room` opens one with its creator in it. */
export async function startStack(count: number) {
  const server = await startTestServer();
  const database = await cloneDatabase(server);
  await prepareDatabase(database);
  const { url, drop } = database;
  const db = createDb(url);
  const now = new Date();
  const later = new Date(now.getTime() + 86_400_000);
  const made = Array.from({ length: count }, () => ({ uid: id(), token: id() }));
  const times = { createTime: now, lastActiveTime: now };
  await db.account.createMany({ data: made.map(({ uid }, n) => ({ uid, mobile: `+1${n}`, ...times })) });
  const avatar = "https://cdn.example.com/a.jpg";
  await db.profile.createMany({
    data: made.map(({ uid }) => ({ uid, nickname: "u", avatar, createTime: now, updateTime: now })),
  });
  const session = { clientType: 1, versionName: "1", versionCode: 1, ip: "", createTime: now };
  await db.session.createMany({
    data: made.map(({ uid, token }) => ({
      ...session,
      uid,
      tokenHash: hashToken(token),
      accessSecret: id(),
      slideTime: now,
      expireTime: later,
    })),
  });
  const users = made.map(({ uid, token }) => ({
    uid,
    authorization: `Basic ${Buffer.from(`${uid}:${token}`).toString("base64")}`,
  }));
  const room = async (host: BenchUser, speaker: BenchUser): Promise<string> => {
    const roomId = id();
    const member = { joinTime: new Date(), leaseUntil: later };
    const members = {
      create: [
        { uid: host.uid, role: 2, ruid: 1, ...member },
        { uid: speaker.uid, role: 1, ruid: 2, ...member },
      ],
    };
    await db.room.create({ data: { roomId, uid: host.uid, name: "", createTime: now, members } });
    return roomId;
  };
  const clear = () => db.room.deleteMany();
  const stop = async () => {
    await db.$disconnect();
    await drop();
    await server.stop();
  };
  return { url, users, room, clear, stop };
}
