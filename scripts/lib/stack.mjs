import { main } from "./main.mjs";
import { allowTypeScript, loadEnv, prepare } from "./prepare.mjs";
import { paint } from "./progress.mjs";

/**
 * Runs the whole product until it is told to stop.
 * @param {"start" | "dev"} mode
 */
export function runStack(mode) {
  return main(async () => {
    console.log(paint("bold", "\nChaoqer\n"));
    loadEnv();
    await prepare();
    await allowTypeScript();
    const { startStack } = await import("../stack/start.ts");
    await startStack(mode);
    return undefined;
  }, 0);
}
