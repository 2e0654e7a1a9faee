import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Telling } from "../controls/telling";
import { stateOf } from "../controls/toolbar";
import { Offline, PlanApi, Refused, SignedOut } from "../server/api";
import type { CommandQueue } from "../server/queue";
import { Sync } from "../server/sync";
import type { WirePlan } from "../server/wire";
import { plan, READ_ONLY } from "./plans";
import { look } from "./views";

/** The page of Ann, who is person 7, without a browser. */
const page = { querySelector: () => ({ content: "7" }), addEventListener: () => undefined, hidden: false };
let opened: unknown[] = [];
let cleared = 0;
let everyTenSeconds: () => void = () => undefined;
const browser = {
  addEventListener: () => undefined,
  setInterval: (act: () => void) => ((everyTenSeconds = act), 1),
  clearInterval: () => cleared++,
  open: (...how: unknown[]) => (opened.push(how), null),
};
Object.assign(globalThis, { document: page, window: browser, location: { pathname: "/projects/7/plan/" } });
const fetching = globalThis.fetch;
afterEach(() => (globalThis.fetch = fetching));

type Scripted = [status: number, body: unknown];
const ended: Scripted = [401, { detail: "ended" }];
const me = (person: number, name: string): Scripted => [200, { person, name, token: "fresh" }];

/** A server that gives these answers, one after the other; what it was asked for is kept. */
function server(...answers: Scripted[]) {
  const asked: string[] = [];
  globalThis.fetch = (async (url: string) => {
    asked.push(url);
    const [status, body] = answers.shift()!;
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  }) as typeof fetch;
  return { api: new PlanApi("/api/v1/projects/7/plan"), asked };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(() => assert.fail("it went through"), (error: unknown) => error);
}

const isPlainOffline = (error: unknown): boolean => error instanceof Offline && !(error instanceof SignedOut);

for (const [what, answer] of [["a page", [200, "<html>sign in</html>"]], ["an error", [500, ""]], ["a rest", [429, ""]]] as [string, Scripted][]) {
  test(`${what} instead of the token says nothing about the session: the change waits for the line`, async () => {
    const { api } = server(ended, answer, me(7, "Ann"), [200, { revision: 2 }]);
    assert.ok((await failure(api.undo(1))) instanceof SignedOut);
    assert.ok(isPlainOffline(await failure(api.undo(1))));
    assert.deepEqual(await api.undo(1), { revision: 2 });
  });
}

test("who is not signed in when the token is asked for is told so", async () => {
  const { api } = server(ended, ended);
  await failure(api.undo(1));
  assert.ok((await failure(api.undo(1))) instanceof SignedOut);
});

for (const status of [403, 404]) {
  test(`a plan that is refused with ${status} is asked for again, and whose session it is`, async () => {
    const refused: Scripted = [status, { detail: "no" }];
    const { api, asked } = server(refused, me(8, "Bo"), me(7, "Ann"), [200, { revision: 2 }], refused, me(7, "Ann"));
    const other = await failure(api.since(1));
    assert.ok(other instanceof SignedOut && other.other === "Bo");
    assert.deepEqual(await api.since(1), { revision: 2 });
    assert.ok((await failure(api.since(1))) instanceof Refused);
    assert.deepEqual(asked.map((url) => url.endsWith("/me")), [false, true, true, false, false, true]);
  });
}

test("one refusal does not end the looking for what others did", async () => {
  let polls = 0;
  const poll = async (): Promise<never> => {
    polls++;
    throw new Refused({ title: "no", status: 403, detail: "no" });
  };
  const sync = new Sync({ poll, waiting: 0 } as unknown as CommandQueue);
  everyTenSeconds();
  await new Promise((done) => setImmediate(done));
  everyTenSeconds();
  assert.deepEqual([polls, cleared], [2, 0]);
  sync.end();
});

function telling() {
  const { view, shown, act } = look(plan([]));
  const parts = { grid: { columns: [] }, navigator: { goTo: () => undefined }, settle: () => undefined, explain: () => undefined, undo: () => undefined };
  return { shown, telling: new Telling(view, parts), act };
}

const ENDED = "Your session ended. What you changed stays on this page and is not saved. Sign in again in a new tab, and it is.";

test("that one is signed in again is said when the session is back, not when the line is down as well", () => {
  const { shown, telling: told } = telling();
  told.hindered(new SignedOut(""), 1);
  told.hindered(new Offline("502"), 1);
  assert.deepEqual(shown, [ENDED]);
  told.hindered(null, 1);
  assert.deepEqual(shown, [ENDED, "You are signed in again."]);
});

test("a session that ended is told once something waits for it", () => {
  const { shown, telling: told } = telling();
  told.hindered(new SignedOut(""), 0);
  assert.deepEqual([...shown], []);
  told.hindered(new SignedOut(""), 1);
  told.hindered(new SignedOut("", "Bo"), 1);
  assert.deepEqual([shown[0], shown[1]?.slice(0, 23)], [ENDED, "Bo signed in meanwhile."]);
});

test("the tab in which one signs in gets nothing of this one", () => {
  const { telling: told, act } = telling();
  told.hindered(new SignedOut(""), 1);
  opened = [];
  act();
  assert.deepEqual(opened, [["7?next=%2Fprojects%2F7%2Fplan%2F", "_blank", "noopener"]]);
});

test("the toolbar says whether everything is stored, and what keeps it where it is not", () => {
  const states = (more: Partial<WirePlan> = {}): string[] => {
    const { view } = look(plan([], [], more));
    const hindrances = [null, new Offline("502"), new SignedOut(""), new SignedOut("", "Bo")];
    return hindrances.flatMap((hindrance) => [stateOf(view, 0, hindrance), stateOf(view, 2, hindrance)]);
  };
  assert.deepEqual(states(), [
    "All changes saved", "Saving 2 changes…",
    "All changes saved", "Offline: 2 changes waiting",
    "Your session ended", "Your session ended: 2 changes are not saved",
    "Bo is signed in now", "Bo is signed in now: 2 changes of yours are not saved",
  ]);
  assert.equal(states(READ_ONLY)[0], "Read only");
});

test("a plan in which a value was refused is not all saved", () => {
  const { view } = look(plan([{ id: 1 }]));
  view.mistakes.set("1:start", { typed: "soon", text: "“soon” is no date." });
  assert.deepEqual([stateOf(view, 0, null), stateOf(view, 1, null)], ["1 value not saved", "Saving 1 change…"]);
});
