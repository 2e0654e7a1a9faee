import assert from "node:assert/strict";
import { test } from "node:test";
import { Offline, PlanApi, reasonOf, Refused, SignedOut } from "../server/api";
import { translator } from "../model/messages";

Object.assign(globalThis, { document: { querySelector: () => ({ content: "t0ken" }) } });

/** The client of a server that gives one answer, and what was asked of it. */
function server(status: number, body: unknown = {}) {
  const asked: { url: string; init: RequestInit }[] = [];
  globalThis.fetch = (async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return new Response(status === 204 ? null : typeof body === "string" ? body : JSON.stringify(body), { status });
  }) as typeof fetch;
  return { api: new PlanApi("/api/v1/projects/7/plan"), asked };
}

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => assert.fail("it went through"), (error: unknown) => error);

test("what changes the plan carries the token of the page and the revision that it shows; reading carries neither", async () => {
  const { api, asked } = server(200);
  await api.change(3, [{ do: "delete", ids: [1] }], true);
  await api.load();
  const [change, load] = asked;
  assert.deepEqual([change!.url, change!.init.method, change!.init.body], ["/api/v1/projects/7/plan/changes", "POST", '{"revision":3,"preview":true,"commands":[{"do":"delete","ids":[1]}]}']);
  const tokens = asked.map(({ init }) => (init.headers as Record<string, string>)["X-CSRFToken"]);
  assert.deepEqual([tokens, load!.init.method, load!.init.body], [["t0ken", undefined], "GET", undefined]);
});

test("each question has its address", async () => {
  const { api, asked } = server(200);
  await Promise.all([api.undo(1), api.redo(1), api.since(17), api.why(41)]);
  assert.deepEqual(asked.map(({ url }) => url.slice("/api/v1/projects/7/".length)), ["plan/undo", "plan/redo", "plan/changes?since=17", "activities/41/why"]);
});

test("that nothing happened is no answer", async () => {
  assert.equal(await server(204).api.since(17), null);
});

test("what the server refuses it says itself, and who may read its words reads them", async () => {
  const error = await failure(server(422, { title: "No date", status: 422, detail: "“soon” is no date.", row: 4, field: "start" }).api.undo(1));
  assert.ok(error instanceof Refused);
  assert.deepEqual([error.message, error.problem.row, error.problem.field], ["“soon” is no date.", 4, "start"]);
  assert.equal(reasonOf(error, translator("en")), "“soon” is no date.");
});

test("a page of errors instead of a refusal has no words, and so there are some of our own", async () => {
  const error = await failure(server(500, "<html>").api.undo(1));
  assert.ok(error instanceof Refused);
  assert.match(reasonOf(error, translator("en")), /^the server answered something unexpected/);
});

for (const status of [502, 503, 504]) {
  test(`a gateway that answers ${status} for the server is like being offline`, async () => {
    const error = await failure(server(status, "<html>").api.undo(1));
    assert.ok(error instanceof Offline && !(error instanceof SignedOut));
  });
}

test("a request that was given up is neither offline nor refused", async () => {
  const { api } = server(200);
  globalThis.fetch = () => Promise.reject(new DOMException("aborted", "AbortError"));
  const request = new AbortController();
  request.abort();
  const error = await failure(api.change(1, [], true, request.signal));
  assert.equal((error as Error).name, "AbortError");
});
