// Bundles the api: the workspace's own packages go into dist/main.js, those from npm stay imports. The migrations lie
// beside it, so that dist and node_modules are all that a server needs.
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const dist = path.join(here, "dist");

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: [path.join(here, "src/main.ts")],
  outfile: path.join(dist, "main.js"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  plugins: [{ name: "npm-stays-outside", setup: keepOutside }],
});
await cp(path.join(here, "../../packages/db/prisma/migrations"), path.join(dist, "migrations"), { recursive: true });

/** @param {import("esbuild").PluginBuild} build */
function keepOutside({ onResolve }) {
  onResolve({ filter: /^[^./]/ }, ({ kind, path: name }) =>
    kind === "entry-point" || name.startsWith("@chaoqer/") ? undefined : { path: name, external: true },
  );
}
