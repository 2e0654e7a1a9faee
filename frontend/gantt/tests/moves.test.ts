import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal, movedPercent, shiftBars, stretchBars } from "../timeline/moves";
import { PlanModel } from "../model/model";
import { DAY, plan, type Row } from "./plans";

const move = (rows: Row[], ids: number[], seconds = DAY) => shiftBars(new PlanModel(plan(rows)), ids, seconds);
const commands = (rows: Row[], ids: number[], seconds = DAY) => {
  const asked = move(rows, ids, seconds);
  return isRefusal(asked) ? asked : asked.commands;
};

test("a moved bar starts where it was put", () => {
  assert.deepEqual(commands([{ id: 1, start: DAY, finish: 2 * DAY }], [1]), [{ do: "set", id: 1, fields: { start: 2 * DAY } }]);
});

test("a moved summary holds what is not begun below it by one constraint", () => {
  const rows = [{ id: 1, kind: "summary" }, { id: 2, parent: 1, start: DAY, actual_start: DAY }, { id: 3, parent: 1, start: 5 * DAY }, { id: 4, parent: 1, start: 3 * DAY }];
  assert.deepEqual(commands(rows, [1]), [{ do: "set", id: 1, fields: { constraint: "snet", constraint_date: 4 * DAY } }]);
});

test("dates that people gave below a moved summary move along, what must hold stays", () => {
  const rows = [
    { id: 1, kind: "summary" },
    { id: 2, parent: 1, start: DAY, constraint: "snet", constraint_date: DAY },
    { id: 3, parent: 1, start: 5 * DAY, mode: "manual" },
    { id: 4, parent: 1, start: 5 * DAY, constraint: "mso", constraint_date: 5 * DAY },
    { id: 5, parent: 1, start: 5 * DAY, constraint: "snet", constraint_date: 5 * DAY, active: 0 },
  ];
  assert.deepEqual(commands(rows, [1], 2 * DAY), [
    { do: "set", id: 1, fields: { constraint: "snet", constraint_date: 3 * DAY } },
    { do: "set", id: 2, fields: { constraint_date: 3 * DAY } },
    { do: "set", id: 3, fields: { start: 7 * DAY } },
  ]);
});

test("a summary moves once, with the rows below it that are selected too", () => {
  const rows = [{ id: 1, kind: "summary" }, { id: 2, parent: 1, start: DAY }, { id: 3, start: 4 * DAY }];
  assert.deepEqual(commands(rows, [1, 2, 3]), [
    { do: "set", id: 1, fields: { constraint: "snet", constraint_date: 2 * DAY } },
    { do: "set", id: 3, fields: { start: 5 * DAY } },
  ]);
});

test("a summary whose work has begun, or that has a limit of its own, says why it stays", () => {
  const begun = move([{ id: 1, name: "Site", kind: "summary" }, { id: 2, parent: 1, actual_start: 0 }], [1]);
  assert.deepEqual(begun, { key: "move.begun", values: { name: "Site" } });
  const limited = move([{ id: 1, name: "Site", kind: "summary", constraint: "fnlt" }, { id: 2, parent: 1 }], [1]);
  assert.deepEqual(limited, { key: "move.limited", values: { name: "Site" } });
});

test("an edge stops at the other one, and summaries have none", () => {
  const model = new PlanModel(plan([{ id: 1, kind: "summary" }, { id: 2, parent: 1, start: DAY, finish: 2 * DAY }]));
  assert.deepEqual(stretchBars(model, [1, 2], "finish", -5 * DAY).commands, [{ do: "set", id: 2, fields: { finish: DAY } }]);
  assert.deepEqual(stretchBars(model, [2], "start", 5 * DAY).commands, [{ do: "set", id: 2, fields: { start: 2 * DAY, finish: 2 * DAY } }]);
});

test("progress follows its handle in steps of five, from nothing to all", () => {
  const model = new PlanModel(plan([{ id: 1, start: 0, finish: 10 * DAY, percent: 40 }, { id: 2, start: 0, finish: 0 }]));
  assert.deepEqual([0, 1, 1.2, -1.3, 7, -7].map((days) => movedPercent(model, 1, days * DAY)), [40, 50, 50, 25, 100, 0]);
  assert.equal(movedPercent(model, 2, DAY), 100);
});
