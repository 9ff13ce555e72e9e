import { ENDPOINTS } from "../../apps/api/src/rest/endpoints";
import { paint } from "../lib/progress.mjs";

/** A call that was made. */
export interface Entry {
  who: string;
  method: string;
  path: string;
  params: Record<string, unknown>;
  http: number;
  /** The answer's envelope. */
  status: number;
  result: unknown;
  message: string;
  ms: number;
}

const WIDTH = 110;

/** Ids and tokens by their first digits, so that a line stays a line. */
export function shorten(text: string): string {
  return text.replace(/(?<![a-f0-9])([a-f0-9]{8})[a-f0-9]{24}(?![a-f0-9])/g, "$1…");
}

function compact(value: unknown): string {
  const text = shorten(JSON.stringify(value) ?? "");
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}

/** Writes down what happens, on the screen and for the table at the end. */
export class Journal {
  readonly entries: Entry[] = [];

  heading(text: string): void {
    console.log(`\n${paint("bold", text)}`);
  }

  /** What happened besides calls. */
  note(text: string): void {
    console.log(`  ${paint("cyan", "•")} ${shorten(text)}`);
  }

  call(entry: Entry): void {
    this.entries.push(entry);
    const { who, method, path, params, http, status, result, message, ms } = entry;
    const sent = Object.keys(params).length > 0 ? ` ${compact(params)}` : "";
    const colour = http === 200 && status === 1 ? "green" : "yellow";
    console.log(`  ${who} ${method} ${shorten(path)}${paint("dim", sent)}`);
    console.log(
      `    ${paint(colour, `${http}`)} ${message} ${compact(result)} ${paint("dim", `${Math.round(ms)} ms`)}`,
    );
  }

  /** How many of the documented endpoints were called with success, as `45 of 45`. */
  documented(): string {
    const called = ENDPOINTS.filter(({ method, path }) => {
      const form = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
      return this.entries.some((entry) => entry.method === method && entry.status === 1 && form.test(entry.path));
    });
    return `${called.length} of ${ENDPOINTS.length}`;
  }

  /** All calls as a table: method, path, what came (HTTP, and the code of a business failure), milliseconds. */
  table(): string {
    const rows = this.entries.map(({ method, path, http, status, result, ms }) => [
      method,
      shorten(path),
      http === 200 && status === 0 ? `${http} (${String(result)})` : String(http),
      String(Math.round(ms)),
    ]);
    const head = ["method", "path", "status", "ms"];
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
    const line = (cells: string[]) =>
      `  ${cells.map((cell, column) => (column === 3 ? cell.padStart(widths[3] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ")}`;
    return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
  }
}
