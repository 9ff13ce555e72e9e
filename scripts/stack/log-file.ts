import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from "node:fs";
import path from "node:path";

const MAX_BYTES = 20_000_000;
const TAIL_LINES = 30;

/** Where the output of one process goes: a file that is begun anew with each start, and kept once as `.1`. */
export class LogFile {
  readonly #tail: string[] = [];
  #stream: WriteStream;
  #bytes = 0;

  constructor(readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.#stream = this.#begin();
  }

  /** One line, without its end. */
  write(line: string): void {
    this.#tail.push(line);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    this.#bytes += Buffer.byteLength(line) + 1;
    if (this.#bytes > MAX_BYTES) {
      this.#stream.end();
      this.#stream = this.#begin();
    }
    this.#stream.write(`${line}\n`);
  }

  /** The last lines. */
  tail(): string {
    return this.#tail.join("\n");
  }

  #begin(): WriteStream {
    if (existsSync(this.file)) renameSync(this.file, `${this.file}.1`);
    this.#bytes = 0;
    return createWriteStream(this.file, { mode: 0o600 });
  }
}
