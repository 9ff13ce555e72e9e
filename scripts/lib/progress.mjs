import { styleText } from "node:util";

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * Text in a colour where the terminal shows colours.
 * @param {Parameters<typeof styleText>[0]} style
 * @param {string} text
 */
export function paint(style, text) {
  const plain = process.env.NO_COLOR || !(process.stdout.isTTY || process.env.FORCE_COLOR);
  return plain ? text : styleText(style, text);
}

/**
 * Milliseconds as people read them.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Prints a line although a step may be showing its spinner.
 * @param {string} line
 */
export function say(line) {
  console.log(process.stdout.isTTY ? `\r\x1b[K${line}` : line);
}

/**
 * Does a piece of work and shows it as one line: what, how it went, how long it took. What `work` answers as text
 * becomes part of the line. A line appears early for work that lasts.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const hide = process.stdout.isTTY ? spin(title, started) : announce(title, started);
  try {
    const result = await work();
    hide();
    const note = typeof result === "string" && result ? ` ${paint("dim", result)}` : "";
    const took = paint("dim", duration(performance.now() - started));
    console.log(`  ${paint("green", "✓")} ${title.padEnd(13)}${note} ${took}`);
    return result;
  } catch (error) {
    hide();
    console.log(`  ${paint("red", "✗")} ${title}`);
    throw error;
  }
}

/** @param {string} title @param {number} started */
function spin(title, started) {
  let frame = 0;
  const show = () => {
    const sign = paint("cyan", SPINNER[frame++ % SPINNER.length] ?? "");
    const seconds = Math.floor((performance.now() - started) / 1000);
    process.stdout.write(`\r\x1b[K  ${sign} ${title}${seconds > 1 ? paint("dim", ` ${seconds} s`) : ""}`);
  };
  const timer = setInterval(show, 100);
  show();
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[K");
  };
}

/** @param {string} title @param {number} started */
function announce(title, started) {
  const first = setTimeout(() => console.log(`  … ${title}`), 1000);
  const again = setInterval(
    () => console.log(`  … ${title}, ${Math.round((performance.now() - started) / 1000)} s so far`),
    20_000,
  );
  return () => {
    clearTimeout(first);
    clearInterval(again);
  };
}
