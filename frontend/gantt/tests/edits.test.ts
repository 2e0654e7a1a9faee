import assert from "node:assert/strict";
import { test } from "node:test";
import { Edits } from "../controls/edits";
import { COLUMN_OF, type ColumnKey } from "../model/fields";
import type { Intention } from "../server/queue";
import type { Problem } from "../server/wire";
import { answer, DAY, plan, type Row, TREE } from "./plans";
import { look } from "./views";

/** What edits ask of the queue, and what they tell. */
function bench(rows: Row[] = TREE, pairs: [number, number][] = []) {
  const { view } = look(plan(rows, pairs));
  const asked: Intention[] = [];
  const told: unknown[] = [];
  const edits = new Edits(view, { add: (intention) => void asked.push(intention) }, {
    mistaken: (...what) => void told.push(["mistaken", ...what]),
    held: (id) => void told.push(["held", id]),
  });
  return { view, edits, asked, told, commands: () => asked.flatMap((intention) => intention.commands) };
}

const column = (key: ColumnKey) => COLUMN_OF.get(key)!;
const refusal = (more: Partial<Problem>): Problem => ({ title: "no", status: 422, detail: "no such day", ...more });

test("a typed text goes to the server as it is read there, and stands in its cell meanwhile", () => {
  for (const [key, text, field, echo] of [
    ["name", " Dig ", "Dig", { values: [{ id: 2, field: "name", value: "Dig" }], typed: [] }],
    ["percent", "40 %", 40, { values: [{ id: 2, field: "percent", value: 40 }], typed: [] }],
    ["start", "next fri", "next fri", { values: [], typed: [{ id: 2, field: "start", text: "next fri" }] }],
    ["deadline", "", null, { values: [], typed: [{ id: 2, field: "deadline", text: "" }] }],
    ["constraint", "snet", "snet", { values: [], typed: [{ id: 2, field: "constraint", text: "Start no earlier than" }] }],
  ] as const) {
    const { edits, asked } = bench();
    edits.setCells([2], column(key), text);
    assert.deepEqual(asked.map(({ commands, echo: shown }) => [commands, shown]), [[[{ do: "set", id: 2, fields: { [key]: field } }], echo]]);
  }
});

test("many cells are one change, and cells without a value none", () => {
  const { edits, asked } = bench();
  edits.setMany([
    { id: 2, values: [{ column: column("name"), text: "Dig" }, { column: column("duration"), text: "2d" }] },
    { id: 4, values: [] },
    { id: 5, values: [{ column: column("name"), text: "Pour" }] },
  ]);
  assert.deepEqual(asked.map(({ commands }) => commands), [[
    { do: "set", id: 2, fields: { name: "Dig", duration: "2d" } },
    { do: "set", id: 5, fields: { name: "Pour" } },
  ]]);
  edits.setMany([{ id: 4, values: [] }]);
  assert.equal(asked.length, 1);
});

test("a value that is refused stands in the cell that the server names, until another one is typed", () => {
  const { view, edits, asked, told } = bench();
  edits.setMany([2, 4].map((id) => ({ id, values: [{ column: column("name"), text: "Dig" }, { column: column("start"), text: "soon" }] })));
  assert.equal(asked[0]!.refused!(refusal({ row: 4, field: "start" })), true);
  assert.deepEqual([...view.mistakes], [["4:start", { typed: "soon", text: "no such day" }]]);
  assert.deepEqual(told, [["mistaken", 4, "start"]]);
  edits.setCells([4], column("start"), "2026-03-12");
  assert.equal(view.mistakes.size, 0);
});

test("a typed start that something holds back is told, one that moves the activity is not", () => {
  const { view, edits, asked, told } = bench();
  edits.setCells([2], column("start"), "the day on which it starts");
  asked[0]!.done!(answer(1));
  assert.deepEqual(told, []);
  view.model.apply(answer(2, [{ id: 2, parent: 1, constraint: "snet", constraint_date: -DAY }]));
  edits.setCells([2], column("start"), "the day before");
  asked[1]!.done!(answer(2));
  assert.deepEqual(told, [["held", 2]]);
  edits.setCells([2], column("start"), "2 Jan");
  view.model.apply(answer(3, [{ id: 2, parent: 1, start: DAY, finish: 2 * DAY }]));
  asked[2]!.done!(answer(3));
  edits.setCells([2], column("name"), "Dig");
  edits.setCells([2], column("start"), "");
  for (const intention of asked.slice(3)) intention.done!(answer(4));
  assert.equal(told.length, 1);
});

test("a refusal of more than a value is not one of its cell", () => {
  const { view, edits, asked } = bench();
  edits.setCells([2], column("name"), "Dig");
  assert.deepEqual([403, 409].map((status) => asked[0]!.refused!(refusal({ status }))), [false, false]);
  assert.equal(view.mistakes.size, 0);
});

test("a new line is added under a reference, and taken away where the server refuses it", () => {
  const { view, edits, asked } = bench();
  const draft = view.model.addDraft(3, 4);
  edits.storeDraft(draft, " Dig ", () => undefined);
  assert.deepEqual(asked[0]!.commands, [{ do: "add", ref: "n1", parent: 3, after: 4, fields: { name: "Dig" } }]);
  assert.equal(asked[0]!.refused!(refusal({})), false);
  assert.deepEqual(view.model.drafts, []);
});

test("who deletes a summary deletes what is below it, and a line without a name is only taken away", () => {
  const { view, edits, asked } = bench();
  const draft = view.model.addDraft(0, 5);
  edits.remove([3, 4, draft]);
  assert.deepEqual(asked.map(({ commands, echo }) => [commands, echo]), [[[{ do: "delete", ids: [3] }], { hidden: [3] }]]);
  assert.deepEqual(view.model.drafts, []);
  edits.remove([]);
  assert.equal(asked.length, 1);
});

test("a whole branch is indented, outdented and put elsewhere by its topmost row", () => {
  const { edits, commands } = bench();
  edits.shift("indent", [3, 4]);
  edits.place([3], 0, null);
  assert.deepEqual(commands(), [{ do: "indent", ids: [3] }, { do: "move", ids: [3], parent: null, after: null }]);
});

test("of one activity all links are taken away, of several those among them", () => {
  const pairs: [number, number][] = [[2, 4], [4, 5], [2, 5]];
  const one = bench(TREE, pairs);
  one.edits.unlink([4]);
  assert.deepEqual(one.commands(), [{ do: "unlink", from: 2, to: 4 }, { do: "unlink", from: 4, to: 5 }]);
  const several = bench(TREE, pairs);
  several.edits.unlink([4, 5]);
  assert.deepEqual(several.commands(), [{ do: "unlink", from: 4, to: 5 }]);
});

test("activities are linked one after the other", () => {
  const { edits, asked, commands } = bench();
  edits.linkInSequence([2, 4, 5]);
  assert.deepEqual(commands(), [
    { do: "link", from: 2, to: 4, type: "FS", lag: "" },
    { do: "link", from: 4, to: 5, type: "FS", lag: "" },
  ]);
  edits.linkInSequence([2]);
  assert.equal(asked.length, 1);
});

test("a bar that is where it was when the server has taken the change is held by something, and that is told", () => {
  const move = { spans: new Map([[2, { start: DAY, finish: 2 * DAY }]]), commands: [{ do: "set" as const, id: 2, fields: { start: DAY } }] };
  const { view, edits, asked, told } = bench();
  edits.moveBars(move);
  assert.deepEqual(asked[0]!.echo, { values: [{ id: 2, field: "start", value: DAY }, { id: 2, field: "finish", value: 2 * DAY }] });
  asked[0]!.done!(answer(2));
  assert.deepEqual(told, [["held", 2]]);
  edits.moveBars(move);
  view.model.apply(answer(3, [{ id: 2, parent: 1, start: DAY, finish: 2 * DAY }]));
  asked[1]!.done!(answer(3));
  assert.equal(told.length, 1);
});
