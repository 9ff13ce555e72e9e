import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../clock";
import { buildDeps, type ProcessDeps } from "../../deps";
import type { Env } from "../../env";
import { startTestApp, type TestApp } from "../../testing/harness";
import { wechat } from "../wechat";

/** docs/api/h5.md, "Configuration of the JS SDK". */

let test: TestApp;
const opened: ProcessDeps[] = [];
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  await test.deps.db.wechatCredential.deleteMany();
  await fetch(`${test.sandbox.url}/inspect`, { method: "DELETE" });
});
afterEach(async () => {
  await test.sandbox.healFaults();
  await Promise.all(opened.splice(0).map((deps) => deps.close()));
});
afterAll(() => test.close());

/** Another process on the same database. */
async function otherProcess(clock: Clock = test.clock): Promise<ProcessDeps> {
  const deps = await buildDeps(test.deps.env, { clock, log: pino({ level: "silent" }) });
  opened.push(deps);
  // Connected, so that it does not come too late to be in the other's way.
  await deps.db.wechatCredential.count();
  return deps;
}

const ticketOf = (deps: ProcessDeps) => deps.providers.wechat.jsapiTicket();

/** How often WeChat was asked for a token and for a ticket, since the test began. */
async function asked(): Promise<{ token: number; ticket: number }> {
  const response = await fetch(`${test.sandbox.url}/inspect/wechat`);
  const { calls } = (await response.json()) as { calls: Record<string, number> };
  return { token: calls["cgi-bin/stable_token"] ?? 0, ticket: calls["cgi-bin/ticket/getticket"] ?? 0 };
}

async function endAtWechat(what: "token" | "ticket" | "all", errcode = 40001): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ what, errcode });
  const response = await fetch(`${test.sandbox.url}/inspect/wechat/expire`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
}

/** Lets the kept ticket, but not its token, be past its time. */
async function outliveTicket(): Promise<void> {
  const expireTime = new Date(test.clock.now().getTime() - 1);
  await test.deps.db.wechatCredential.update({ where: { kind: "jsapi_ticket" }, data: { expireTime } });
}

const answers = (errcode: number, times?: number) =>
  test.sandbox.fault({ target: "wechat", mode: "error", status: 200, body: { errcode, errmsg: "no" }, times });

describe("the jsapi ticket", () => {
  it("is fetched once for parallel callers of two processes", async () => {
    const other = await otherProcess();
    const callers = Array.from({ length: 20 }, (_, index) => ticketOf(index % 2 === 0 ? test.deps : other));
    const tickets = new Set(await Promise.all(callers));
    expect(tickets.size).toBe(1);
    expect([...tickets][0]).toMatch(/^[\w-]{86}$/);
    expect(await asked()).toEqual({ token: 1, ticket: 1 });
  });

  it("is kept until five minutes before its end", async () => {
    const first = await ticketOf(test.deps);
    await endAtWechat("ticket");
    test.clock.advance({ minutes: 114, seconds: 58 });
    expect(await ticketOf(test.deps)).toBe(first);
    expect(await asked()).toEqual({ token: 1, ticket: 1 });
    test.clock.advance({ seconds: 3 });
    expect(await ticketOf(test.deps)).not.toBe(first);
    expect(await asked()).toEqual({ token: 2, ticket: 2 });
  });

  it("is renewed once for parallel callers of two processes", async () => {
    await ticketOf(test.deps);
    const other = await otherProcess();
    test.clock.advance({ minutes: 116 });
    await test.sandbox.fault({ target: "wechat", mode: "slow", ms: 200 });
    await Promise.all([ticketOf(test.deps), ticketOf(other), ticketOf(other), ticketOf(test.deps)]);
    expect(await asked()).toEqual({ token: 2, ticket: 2 });
  });

  it.each([40001, 40014, 42001])("brings a new token, once, when WeChat answers %i", async (errcode) => {
    await ticketOf(test.deps);
    await endAtWechat("token", errcode);
    await outliveTicket();
    const other = await otherProcess();
    await test.sandbox.fault({ target: "wechat", mode: "slow", ms: 100 });
    await Promise.all([ticketOf(test.deps), ticketOf(other), ticketOf(test.deps), ticketOf(other)]);
    expect(await asked()).toEqual({ token: 2, ticket: 3 });
  });

  it("goes with the token it was fetched with", async () => {
    const first = await ticketOf(test.deps);
    await endAtWechat("all");
    await test.deps.db.wechatCredential.update({ where: { kind: "access_token" }, data: { value: "of another time" } });
    expect(await ticketOf(test.deps)).not.toBe(first);
    expect(await asked()).toEqual({ token: 2, ticket: 3 });
  });
});

describe("a limit of WeChat", () => {
  it("45011 lets the kept ticket serve until the next minute", async () => {
    const first = await ticketOf(test.deps);
    await endAtWechat("ticket");
    const minute = 60_000;
    const start = Math.ceil(test.clock.now().getTime() / minute) * minute + 116 * minute + 20_000;
    test.clock.advance({ ms: start - test.clock.now().getTime() });
    await answers(45011);
    expect(await ticketOf(test.deps)).toBe(first);
    const limited = await asked();
    await test.sandbox.healFaults();
    test.clock.advance({ seconds: 39 });
    expect(await ticketOf(test.deps)).toBe(first);
    expect(await asked()).toEqual(limited);
    test.clock.advance({ seconds: 1 });
    expect(await ticketOf(test.deps)).not.toBe(first);
  });

  it("45009 lets the kept ticket serve to its end, and asks again on the next day in Shanghai", async () => {
    const noon = new Date(test.clock.now().getTime() + 86_400_000).setUTCHours(4, 0, 0, 0);
    test.clock.advance({ ms: noon - test.clock.now().getTime() });
    const first = await ticketOf(test.deps);
    test.clock.advance({ minutes: 117 });
    await answers(45009);
    expect(await ticketOf(test.deps)).toBe(first);
    const limited = await asked();
    await test.sandbox.healFaults();
    test.clock.advance({ minutes: 2 });
    expect(await ticketOf(test.deps)).toBe(first);
    test.clock.advance({ hours: 10, seconds: 59 });
    await expect(ticketOf(test.deps)).rejects.toMatchObject({ kind: "unreachable" });
    expect(await asked()).toEqual(limited);
    test.clock.advance({ seconds: 1 });
    expect(await ticketOf(test.deps)).toMatch(/^[\w-]{86}$/);
  });

  it("of the token alone does not keep a ticket from being fetched with the one that is kept", async () => {
    await ticketOf(test.deps);
    test.clock.advance({ minutes: 117 });
    await answers(45009, 1);
    await ticketOf(test.deps);
    expect(await asked()).toEqual({ token: 2, ticket: 2 });
  });
});

describe("a WeChat in trouble", () => {
  it("is asked again while it is busy", async () => {
    await answers(-1, 3);
    expect(await ticketOf(test.deps)).toMatch(/^[\w-]{86}$/);
    expect(await asked()).toEqual({ token: 4, ticket: 1 });
  });

  it.each([
    { mode: "down" },
    { mode: "error", status: 502, body: "<html>bad gateway</html>" },
    { mode: "error", status: 200, body: "<html>a portal</html>" },
    { mode: "error", status: 200, body: { access_token: 1 } },
    { mode: "error", status: 200, body: { errcode: -1 } },
  ])("that stays so is no ticket: %j", async (fault) => {
    await test.sandbox.fault({ target: "wechat", ...fault });
    await expect(ticketOf(test.deps)).rejects.toMatchObject({ kind: "unreachable" });
    expect(await asked()).toEqual({ token: 4, ticket: 0 });
    await test.sandbox.healFaults();
    expect(await ticketOf(test.deps)).toMatch(/^[\w-]{86}$/);
  });

  it("leaves the kept ticket in use to its end", async () => {
    const first = await ticketOf(test.deps);
    test.clock.advance({ minutes: 119 });
    await test.sandbox.fault({ target: "wechat", mode: "down" });
    expect(await ticketOf(test.deps)).toBe(first);
    test.clock.advance({ minutes: 1 });
    await expect(ticketOf(test.deps)).rejects.toMatchObject({ kind: "unreachable" });
  });

  it("is asked for all callers of a process together", async () => {
    await answers(-1);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => ticketOf(test.deps)));
    expect(new Set(results.map((result) => result.status))).toEqual(new Set(["rejected"]));
    expect(await asked()).toEqual({ token: 4, ticket: 0 });
  });

  it("fails all who waited at once, and not one after the other", async () => {
    const running = [await otherProcess(systemClock), await otherProcess(systemClock)];
    await answers(-1);
    const results = await Promise.allSettled(running.map(ticketOf));
    expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    expect(await asked()).toEqual({ token: 4, ticket: 0 });
  });
});

describe("refused keys", () => {
  it.each([40001, 40013, 40125, 40164])("(%i) raise one alarm without secrets, and rest a minute", async (errcode) => {
    await test.sandbox.fault({
      target: "wechat",
      mode: "error",
      status: 200,
      body: { errcode, errmsg: `invalid ip 203.0.113.9, secret=${test.deps.env.WECHAT_APP_SECRET}` },
    });
    const before = test.logged().length;
    await expect(ticketOf(test.deps)).rejects.toMatchObject({ kind: "refused" });
    await expect(ticketOf(test.deps)).rejects.toMatchObject({ kind: "unreachable" });
    await expect(ticketOf(await otherProcess())).rejects.toMatchObject({ kind: "unreachable" });
    const logged = test.logged().slice(before);
    expect(logged.match(/"level":"fatal"/g)).toHaveLength(1);
    expect(logged).toContain(`"errcode":${errcode}`);
    expect(logged.includes("203.0.113.9")).toBe(errcode === 40164);
    expect(logged).not.toContain(test.deps.env.WECHAT_APP_SECRET);
    expect(await asked()).toEqual({ token: 1, ticket: 0 });
    await test.sandbox.healFaults();
    test.clock.advance({ minutes: 1 });
    expect(await ticketOf(test.deps)).toMatch(/^[\w-]{86}$/);
  });
});

/** A WeChat that goes on handing out a token it refuses unless it is forced; with `refusesAll` the forced one too. */
async function stubbornWechat(refusesAll: boolean) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", () => {
      const forced = body.includes('"force_refresh":true');
      const url = new URL(request.url ?? "/", "http://localhost");
      const token = url.searchParams.get("access_token");
      calls.push(`${url.pathname.split("/").at(-1)}${token ? ` ${token}` : forced ? " forced" : ""}`);
      const answer =
        token === null
          ? { access_token: forced ? "B" : "A", expires_in: 7200 }
          : token === "B" && !refusesAll
            ? { errcode: 0, ticket: "T", expires_in: 7200 }
            : { errcode: 40001, errmsg: "not latest" };
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const env: Env = { ...test.deps.env, WECHAT_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const provider = wechat({ env, db: test.deps.db, clock: test.clock, log: test.deps.log });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { provider, calls, stop };
}

describe("a token that WeChat refuses and hands out again", () => {
  it("is replaced by force", async () => {
    const { provider, calls, stop } = await stubbornWechat(false);
    expect(await provider.jsapiTicket()).toBe("T");
    expect(calls).toEqual(["stable_token", "getticket A", "stable_token", "stable_token forced", "getticket B"]);
    stop();
  });

  it("is replaced only once, and then WeChat is left alone for a minute", async () => {
    const { provider, calls, stop } = await stubbornWechat(true);
    await expect(provider.jsapiTicket()).rejects.toMatchObject({ kind: "refused" });
    await expect(provider.jsapiTicket()).rejects.toMatchObject({ kind: "unreachable" });
    expect(calls).toHaveLength(5);
    stop();
  });
});
