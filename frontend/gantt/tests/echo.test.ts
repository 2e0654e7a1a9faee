import assert from "node:assert/strict";
import { test } from "node:test";
import { PlanModel } from "../model/model";
import { Echoes } from "../server/echo";
import { answer, plan, type Row } from "./plans";

function bench(rows: Row[] = [{ id: 1, name: "Dig" }, { id: 2 }, { id: 3, parent: 2 }]) {
  const model = new PlanModel(plan(rows));
  const shown = (): number[] => Array.from(model.rows, (slot) => model.id(slot));
  return { model, echoes: new Echoes(model), shown };
}

test("a value that the page can read stands in the plan until it is taken back", () => {
  const { model, echoes } = bench();
  const percent = (): number => model.table.number.percent[model.slotOf.get(1)!]!;
  echoes.put({ values: [{ id: 1, field: "name", value: "Dug" }, { id: 1, field: "percent", value: 40 }] });
  assert.deepEqual([model.name(1), percent()], ["Dug", 40]);
  echoes.replay([], () => undefined);
  assert.deepEqual([model.name(1), percent()], ["Dig", 0]);
});

test("a text that only the server can read stands beside the plan", () => {
  const { model, echoes } = bench();
  echoes.put({ typed: [{ id: 1, field: "start", text: "next fri" }] });
  assert.deepEqual([echoes.typed(1, "start"), echoes.typed(1, "finish"), model.table.number.start[0]], ["next fri", undefined, 0]);
  echoes.put({ typed: [{ id: 1, field: "start", text: "+2d" }] });
  assert.equal(echoes.typed(1, "start"), "+2d");
  echoes.replay([], () => undefined);
  assert.equal(echoes.typed(1, "start"), undefined);
});

test("what comes between sees the plan without echoes, and what waits is put on again over it", () => {
  const { model, echoes } = bench();
  const waits = { values: [{ id: 1, field: "name" as const, value: "Third" }] };
  echoes.put({ values: [{ id: 1, field: "name", value: "Second" }] });
  echoes.put(waits);
  let between = "";
  echoes.replay([waits], () => {
    between = model.name(1);
    model.apply(answer(2, [{ id: 1, name: "Second" }]));
  });
  assert.deepEqual([between, model.name(1)], ["Dig", "Third"]);
  echoes.replay([], () => undefined);
  assert.equal(model.name(1), "Second");
});

test("rows that were deleted are hidden with what is below them, and come back", () => {
  const { echoes, shown } = bench();
  echoes.put({ hidden: [2] });
  assert.deepEqual(shown(), [1]);
  echoes.replay([], () => undefined);
  assert.deepEqual(shown(), [1, 2, 3]);
});

test("a row that two changes hide stays hidden while one of them waits", () => {
  const { echoes, shown } = bench();
  echoes.put({ hidden: [2] });
  echoes.put({ hidden: [2, 1] });
  assert.deepEqual(shown(), []);
  echoes.replay([{ hidden: [2, 1] }], () => undefined);
  assert.deepEqual(shown(), []);
});

test("what is said of a row that has gone is said of nothing", () => {
  const { model, echoes } = bench();
  echoes.put({ values: [{ id: 99, field: "name", value: "x" }] });
  echoes.replay([], () => undefined);
  assert.deepEqual([1, 2, 3].map((id) => model.name(id)), ["Dig", "A2", "A3"]);
});

test("an echo is taken back in its place though the table has grown meanwhile", () => {
  const { model, echoes } = bench();
  echoes.put({ values: [{ id: 1, field: "percent", value: 40 }] });
  model.apply(answer(2, Array.from({ length: 500 }, (_, at) => ({ id: at + 10 }))));
  echoes.replay([], () => undefined);
  assert.equal(model.table.number.percent[model.slotOf.get(1)!], 0);
});
