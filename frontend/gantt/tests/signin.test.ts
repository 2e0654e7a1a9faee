import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Answers } from "../server/answers";
import { Offline, PlanApi, Refused, SignedOut } from "../server/api";
import type { CommandQueue } from "../server/queue";
import type { Surface } from "../bench/surface";
import { Sync } from "../server/sync";
import type { View } from "../view";

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

function answers() {
  const said: string[] = [];
  let run: () => void = () => undefined;
  const view = {
    t: (key: string) => key,
    show: (text: string, how?: { action?: { run(): void } }) => (said.push(text), (run = how?.action?.run ?? run)),
  };
  return { said, answers: new Answers(view as unknown as View, {} as Surface), act: () => run() };
}

test("that one is signed in again is said when the session is back, not when the line is down as well", () => {
  const { said, answers: told } = answers();
  told.hindered(new SignedOut(""), 1);
  told.hindered(new Offline("502"), 1);
  assert.deepEqual(said, ["notice.ended"]);
  told.hindered(null, 1);
  assert.deepEqual(said, ["notice.ended", "notice.back"]);
});

test("a session that ended is told once something waits for it", () => {
  const { said, answers: told } = answers();
  told.hindered(new SignedOut(""), 0);
  assert.deepEqual(said, []);
  told.hindered(new SignedOut(""), 1);
  told.hindered(new SignedOut("", "Bo"), 1);
  assert.deepEqual(said, ["notice.ended", "notice.other"]);
});

test("the tab in which one signs in gets nothing of this one", () => {
  const { answers: told, act } = answers();
  told.hindered(new SignedOut(""), 1);
  opened = [];
  act();
  assert.deepEqual(opened, [["7?next=%2Fprojects%2F7%2Fplan%2F", "_blank", "noopener"]]);
});
