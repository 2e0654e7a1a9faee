// Builds the browser side: TypeScript islands, styles and the icon sprite.
//   node build.mjs           once, minified      node build.mjs --watch   again on every change
//   node build.mjs --tests   bundles and runs the unit tests
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { watch as changes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, "src/headway/web/static/headway");
// Not below node_modules: the test runner of newer Nodes looks for no tests there.
const testOut = join(root, "test-results/frontend");

/** Output name -> source. An entry that imports CSS also gives a style sheet of its own name. */
const ENTRIES = {
  app: "frontend/shell/app.ts",
  gantt: "frontend/gantt/index.ts",
};
const STYLES = {
  app: "frontend/styles/app.css",
  "app.rtl": "frontend/styles/app.rtl.css",
};

function bundleOptions(entryPoints, extra = {}) {
  return {
    absWorkingDir: root,
    entryPoints,
    outdir: out,
    bundle: true,
    format: "esm",
    target: ["chrome111", "firefox115", "safari16.4"],
    minify: true,
    logLevel: "warning",
    logLimit: 5,
    loader: { ".svg": "dataurl", ".woff2": "file", ".woff": "file" },
    ...extra,
  };
}

/** One file with a <symbol> per icon named in frontend/icons.txt. */
function writeIconSprite(folder) {
  const names = readFileSync(join(root, "frontend/icons.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const symbols = names.map((name) => {
    const svg = readFileSync(join(root, `node_modules/@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="icon-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" `
      + `stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  writeFileSync(join(folder, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function runTests() {
  rmSync(testOut, { recursive: true, force: true });
  const folders = readdirSync(join(root, "frontend"), { recursive: true });
  const tests = folders.map(String).filter((path) => path.endsWith(".test.ts")).map((path) => `frontend/${path}`);
  const { metafile } = await esbuild.build(bundleOptions(tests, {
    metafile: true, outdir: testOut, outExtension: { ".js": ".mjs" }, platform: "node", minify: false, sourcemap: "inline",
    target: "node20", loader: { ".css": "empty", ".svg": "text" },
  }));
  const files = Object.keys(metafile.outputs).map((path) => join(root, path));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
}

/** Scripts and styles are two runs: both have an entry called "app". */
const runs = (folder) => [
  // A script imports an icon as text; a style sheet embeds it.
  bundleOptions(ENTRIES, { outdir: folder, loader: { ".svg": "text" } }),
  bundleOptions(STYLES, { outdir: folder }),
];

/** Builds beside the old files and puts the new ones in their place: a failed build breaks nothing. */
async function build() {
  const fresh = join(root, "node_modules/.cache/headway-build");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeIconSprite(fresh);
  await Promise.all(runs(fresh).map((options) => esbuild.build(options)));
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}

/** Goes on from what was built before. */
async function watch() {
  const contexts = await Promise.all(runs(out).map((options) => esbuild.context(options)));
  const rebuild = () => Promise.allSettled(contexts.map((context) => context.rebuild()));
  await rebuild();
  // The system says at once what was saved; esbuild's own watch looks around for up to two seconds.
  let soon;
  for await (const _ of changes(join(root, "frontend"), { recursive: true })) {
    clearTimeout(soon); // an editor empties a file before it fills it
    soon = setTimeout(rebuild, 20);
  }
}

if (process.argv.includes("--tests")) await runTests();
else if (process.argv.includes("--watch")) await watch();
else await build();
