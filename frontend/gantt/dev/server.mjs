// A page with the element and a made-up plan API in memory, under the product's content policy.
//   node frontend/gantt/dev/server.mjs [port]
// Page: /?count=60&group=10&theme=dark&dir=rtl&lang=ar&change=0   Control: POST /dev/{reset,offline,others}
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { change, Refusal, shiftAll, step } from "./commands.mjs";
import { makePlan, wirePlan } from "./plan.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const built = join(root, "src/headway/web/static/headway");
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:";
let plan = makePlan();
let missed = new Map();

function page(query) {
  const get = (name, otherwise) => query.get(name) ?? otherwise;
  return `<!doctype html><html lang="${get("lang", "en")}" dir="${get("dir", "ltr")}" data-bs-theme="${get("theme", "light")}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="csrf-token" content="t">
<title>Plan</title><link rel="stylesheet" href="/static/app.css"><link rel="stylesheet" href="/static/gantt.css"><link rel="stylesheet" href="/dev.css">
<main><h1>Plan</h1><hw-gantt src="/api/v1/projects/7/plan"></hw-gantt></main><script type="module" src="/static/gantt.js"></script></html>`;
}

const ROUTES = {
  "GET /api/v1/projects/7/plan": () => wirePlan(plan),
  "POST /api/v1/projects/7/plan/changes": ({ revision, commands, preview }) => {
    if (revision !== plan.revision) throw new Refusal(409, "Lee has changed the plan since you opened it.");
    return kept(change(plan, commands, preview), preview);
  },
  "POST /api/v1/projects/7/plan/undo": () => kept(step(plan, "undo", "redo")),
  "POST /api/v1/projects/7/plan/redo": () => kept(step(plan, "redo", "undo")),
  "GET /api/v1/projects/7/plan/changes": (_, query) => missed.get(Number(query.get("since"))) ?? null,
  "POST /dev/reset": (options) => ((plan = makePlan(options)), (missed = new Map()), {}),
  "POST /dev/shift": () => kept(shiftAll(plan, 86400)),
  "POST /dev/others": ({ commands }) => kept(change(plan, commands, false)),
};

/** Remembers answers by the revision before them, for pages that missed one. */
function kept(answer, preview = false) {
  if (!preview) missed.set(answer.revision - 1, answer);
  return answer;
}

const why = (id) => ({
  lines: [
    { field: "start", date: plan.rows.find((row) => row.id === id)?.start ?? null, kind: "link", text: "Starts when its predecessor has finished.", activity: id - 1 },
    { field: "finish", date: plan.rows.find((row) => row.id === id)?.finish ?? null, kind: "calendar", text: "Works Monday to Friday, 08:00 to 17:00.", activity: null },
    { field: "late_finish", date: plan.rows.find((row) => row.id === id)?.late_finish ?? null, kind: "project_finish", text: "Any later, and the project would finish later.", activity: null },
  ],
});

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

function send(response, status, type, content) {
  response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY });
  response.end(content);
}

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname === "/") return send(response, 200, "text/html", page(searchParams));
  if (pathname === "/dev.css") return send(response, 200, "text/css", "body{margin:0}main{display:flex;flex-direction:column;height:100vh;padding:8px;box-sizing:border-box}h1{font-size:16px;margin:0 0 8px}hw-gantt{flex:1}");
  if (pathname.startsWith("/static/")) {
    const content = await readFile(join(built, pathname.slice(8))).catch(() => null);
    return send(response, content ? 200 : 404, TYPES[extname(pathname)] ?? "text/plain", content ?? "");
  }
  const asked = /activities\/(\d+)\/why$/.exec(pathname);
  const route = asked ? () => why(Number(asked[1])) : ROUTES[`${request.method} ${pathname}`];
  if (!route) return send(response, 404, "application/problem+json", JSON.stringify({ title: "Not found", status: 404, detail: "" }));
  const result = route(await body(request), searchParams);
  if (result === null) return send(response, 204, "application/json", "");
  send(response, 200, "application/json", JSON.stringify(result));
}

createServer((request, response) => {
  answer(request, response).catch((error) => {
    const problem = error.problem ?? { title: String(error), status: 500, detail: error.stack };
    send(response, problem.status, "application/problem+json", JSON.stringify(problem));
  });
}).listen(Number(process.argv[2] ?? 8899), "127.0.0.1", function listening() {
  process.stdout.write(`http://127.0.0.1:${this.address().port}/\n`);
});
