// Runs PostgreSQL for a parent that may die at any moment: when the parent's channel closes, by intent or by
// SIGKILL, it stops the server and ends. It has a session of its own, so Ctrl-C in a terminal reaches neither.
// Argument: JSON {command, args, cwd, uid?, gid?, quick, remove?}; standard output and error are the log.
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import process from "node:process";

const { command, args, cwd, uid, gid, quick, remove } = JSON.parse(process.argv[2]);
const server = spawn(command, args, { cwd, uid, gid, stdio: ["ignore", "inherit", "inherit"] });

function tell(message) {
  // The parent may be gone already; then nobody needs to know.
  if (process.connected) process.send(message, () => {});
}

let stopping = false;

// https://www.postgresql.org/docs/current/server-shutdown.html: SIGINT rolls back what runs and writes a
// checkpoint, SIGQUIT leaves that to recovery at the next start.
function stop() {
  if (stopping) return;
  stopping = true;
  const signals = quick ? ["SIGQUIT", "SIGKILL"] : ["SIGINT", "SIGQUIT", "SIGKILL"];
  server.kill(signals[0]);
  setTimeout(() => server.kill(signals[1]), 15_000).unref();
  if (signals[2]) setTimeout(() => server.kill(signals[2]), 20_000).unref();
}

async function end(message) {
  if (remove) await rm(remove, { recursive: true, force: true, maxRetries: 5 });
  tell(message);
  // Not process.exit(): the message must leave first.
  if (process.connected) process.disconnect();
  process.exitCode = 0;
}

server.on("spawn", () => tell({ pid: server.pid }));
server.on("error", (error) => end({ exit: error.message }));
server.on("exit", (code, signal) => end({ exit: signal ?? `code ${code}` }));
process.on("message", (message) => message === "stop" && stop());
process.on("disconnect", stop);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
