import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { PlanModel } from "../model/model";
import { type PlanApi, Refused } from "../server/api";
import type { Command, WireAnswer } from "../server/wire";
import { Ghost } from "../timeline/ghost";
import { answer, DAY, plan } from "./plans";

Object.assign(globalThis, { window: globalThis });
const MOVE: Command[] = [{ do: "set", id: 1, fields: { start: DAY } }];
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

/** The ghost of a drag; `rest` lets the pointer rest until the server is asked. */
function bench(reply: () => WireAnswer | Promise<WireAnswer>) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const model = new PlanModel(plan([{ id: 1, start: 0, finish: DAY }, { id: 2, start: DAY, finish: 2 * DAY }, { id: 3, start: 5 * DAY, finish: 6 * DAY }]));
  const asked: [Command[], boolean][] = [];
  const api = { change: async (_: number, commands: Command[], preview: boolean) => (asked.push([commands, preview]), reply()) };
  const ghost = new Ghost(api as unknown as PlanApi, model, (commands) => commands);
  const answered: [string, number][] = [];
  const ask = (commands: Command[]): void => ghost.ask(commands, (...what) => answered.push(what));
  const rest = async (): Promise<void> => (mock.timers.tick(120), settled());
  return { ghost, asked, answered, ask, rest };
}

const preview = (): WireAnswer => answer(1, [
  { id: 1, start: DAY, finish: 2 * DAY }, { id: 2, start: 2 * DAY, finish: 3 * DAY }, { id: 3, start: 5 * DAY, finish: 6 * DAY },
]);

test("the server is asked what a drag would do when the pointer rests, once and for where it rests", async () => {
  const { asked, ask, rest } = bench(preview);
  ask([]);
  mock.timers.tick(100);
  ask(MOVE);
  await rest();
  assert.deepEqual(asked, [[MOVE, true]]);
});

test("bars that others follow are shown where they would be, and those are counted that move by themselves", async () => {
  const { ghost, ask, answered, rest } = bench(preview);
  ghost.setOwn(new Map([[1, { start: 1.5 * DAY, finish: 2.5 * DAY }]]));
  ask(MOVE);
  await rest();
  assert.deepEqual(answered, [["done", 1]]);
  assert.deepEqual([ghost.of(1), ghost.of(2), ghost.of(3)], [{ start: 1.5 * DAY, finish: 2.5 * DAY }, { start: 2 * DAY, finish: 3 * DAY }, undefined]);
  assert.deepEqual([ghost.moves(1), ghost.moves(3)], [true, false]);
});

test("a refusal is told in the words of the server, and other errors not at all", async () => {
  const refused = bench(() => { throw new Refused({ title: "no", status: 422, detail: "It would follow itself." }); });
  refused.ask(MOVE);
  await refused.rest();
  assert.deepEqual(refused.answered, [["It would follow itself.", 0]]);
  const broken = bench(() => { throw new Error("x is undefined"); });
  broken.ask(MOVE);
  await broken.rest();
  assert.deepEqual(broken.answered, [["", 0]]);
});

test("an answer that comes after the drag has ended shows nothing", async () => {
  let reply: (answer: WireAnswer) => void = () => undefined;
  const { ghost, ask, answered, rest } = bench(() => new Promise((done) => (reply = done)));
  ghost.setOwn(new Map([[1, { start: DAY, finish: 2 * DAY }]]));
  ask(MOVE);
  await rest();
  ghost.clear();
  reply(preview());
  await settled();
  assert.deepEqual([answered, ghost.isEmpty], [[], true]);
});
