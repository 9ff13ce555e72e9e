import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { paint, say } from "../lib/progress.mjs";
import { root, shortPath } from "../lib/root.mjs";
import { isStopping, Stopping } from "../lib/shutdown.mjs";
import { LogFile } from "./log-file";
import { notice, throttle } from "./notices";

/** Node programs get it preloaded, so that none outlives us. */
const WITH_PARENT = pathToFileURL(path.join(root, "scripts/lib/with-parent.mjs")).href;
/** How long a process may take to stop. The api gives what runs 15 s. */
const STOP_MS = 20_000;
const LAST_WORDS_MS = 500;

/** A process to start: a Node program of the checkout. */
export interface ChildSpec {
  name: string;
  /** Arguments to node, from the root of the checkout. */
  args: string[];
  env?: Record<string, string>;
}

/** A running process of the stack. */
export interface Child {
  name: string;
  /** Resolves when it has ended, to how. */
  ended: Promise<string>;
  /** How it ended, if it did. */
  how(): string | undefined;
  /** Where its output is, and its last lines. */
  log: LogFile;
  stop(): Promise<void>;
  force(): void;
}

/** What processes of a stack have in common. */
export interface Surroundings {
  logDir: string;
  env: NodeJS.ProcessEnv;
  /** Whether warnings and errors show on the screen as well as in the log. */
  onScreen: boolean;
}

/** Starts a process; all it writes goes to `<logDir>/<name>.log`. */
export function launch({ name, args, env }: ChildSpec, around: Surroundings): Child {
  if (isStopping()) throw new Stopping();
  const log = new LogFile(path.join(around.logDir, `${name}.log`));
  const grouped = process.platform !== "win32";
  const child = spawn(process.execPath, ["--import", WITH_PARENT, ...args], {
    cwd: root,
    env: { ...around.env, ...env, CHAOQER_PARENT: String(process.pid) },
    // A group of its own: Ctrl-C reaches us alone, and we stop everything in order.
    detached: grouped,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const show = throttle((line) => say(`${paint("yellow", name.padEnd(7))} ${line}`), shortPath(log.file));
  const read = (stream: NodeJS.ReadableStream | null, isError: boolean) => {
    if (!stream) return;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(line);
      const told = around.onScreen ? notice(line, isError) : undefined;
      if (told) show(told);
    });
  };
  read(child.stdout, false);
  read(child.stderr, true);

  let how: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      how = error.message;
      resolve(how);
    });
    child.once("exit", async (code, signal) => {
      how = signal ?? `exit code ${code}`;
      // Its last lines may still be in the pipe, which processes that it started may hold open.
      await Promise.race([once(child, "close"), sleep(LAST_WORDS_MS)]);
      resolve(how);
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      if (grouped) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch (error) {
      // All of the group has gone already.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  return {
    name,
    ended,
    log,
    how: () => how,
    force: () => kill("SIGKILL"),
    async stop() {
      if (how === undefined) {
        child.kill("SIGTERM");
        await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
      }
      // Whatever it started itself, or itself if it did not listen.
      kill("SIGKILL");
      await ended;
    },
  };
}
