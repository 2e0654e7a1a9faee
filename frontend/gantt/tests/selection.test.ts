import assert from "node:assert/strict";
import { test } from "node:test";
import { PlanModel } from "../model/model";
import { Selection } from "../model/selection";
import { answer, plan, TREE } from "./plans";

/** Five rows, none of which is folded. */
function five(rows = [1, 2, 3, 4, 5].map((id) => ({ id }))) {
  const model = new PlanModel(plan(rows));
  return { model, selection: new Selection(model) };
}

test("one row is current and alone selected, as a row or in the cell of a column", () => {
  const { selection } = five();
  selection.set(2);
  assert.deepEqual([selection.current, selection.row, selection.column, selection.list()], [2, 1, -1, [2]]);
  selection.set(3, 4);
  assert.deepEqual([selection.current, selection.column, selection.columns(), selection.list()], [3, 4, [4, 4], [3]]);
  selection.set(5);
  assert.deepEqual([selection.current, selection.column], [5, 4], "the column stays");
});

test("extending selects what lies between where it began and where it goes, in both directions", () => {
  const { selection } = five();
  selection.set(3);
  selection.extendTo(5);
  assert.deepEqual([selection.current, selection.list()], [5, [3, 4, 5]]);
  selection.extendTo(1);
  assert.deepEqual([selection.current, selection.list()], [1, [1, 2, 3]]);
});

test("cells are selected from the current column to another one on either side", () => {
  const { selection } = five();
  selection.set(1, 3);
  selection.columnEnd = 1;
  assert.deepEqual(selection.columns(), [1, 3]);
  selection.setColumn(2);
  assert.deepEqual(selection.columns(), [2, 2]);
});

test("rows that are picked one by one are listed as they stand, not as they were picked", () => {
  const { selection } = five();
  selection.set(4);
  selection.toggle(1);
  assert.deepEqual([selection.current, selection.list()], [1, [1, 4]]);
  selection.toggle(4);
  assert.deepEqual([selection.current, selection.list()], [4, [1]]);
});

test("going elsewhere keeps what is selected, and extending begins there", () => {
  const { selection } = five();
  selection.set(1, 2);
  selection.moveTo(4);
  assert.deepEqual([selection.current, selection.column, selection.list()], [4, -1, [1]]);
  selection.extendTo(5);
  assert.deepEqual(selection.list(), [4, 5]);
});

test("what is folded away is not listed, and is still selected when it is unfolded", () => {
  const { model, selection } = five(TREE);
  selection.set(4);
  selection.toggle(5);
  model.setCollapsed(1, true);
  assert.deepEqual(selection.list(), [5]);
  model.setCollapsed(1, false);
  assert.deepEqual(selection.list(), [4, 5]);
});

test("everything that is shown can be selected at once", () => {
  const { model, selection } = five(TREE);
  model.setCollapsed(3, true);
  selection.selectAll();
  assert.deepEqual([selection.size, selection.list()], [4, [1, 2, 3, 5]]);
});

test("where the current row has gone the one that took its place is current, at the end the one before", () => {
  const { model, selection } = five();
  selection.set(3);
  model.apply(answer(2, [], { removed: [3], order: [1, 2, 4, 5] }));
  selection.repair(2);
  assert.deepEqual([selection.current, selection.list()], [4, [4]]);
  selection.set(5);
  model.apply(answer(3, [], { removed: [5], order: [1, 2, 4] }));
  selection.repair(3);
  assert.deepEqual([selection.current, selection.list()], [4, [4]]);
  model.apply(answer(4, [], { removed: [1, 2, 4], order: [] }));
  selection.repair(0);
  assert.deepEqual([selection.current, selection.row, selection.size], [0, -1, 0]);
});

test("another row that has gone is forgotten, and extending begins at the current one", () => {
  const { model, selection } = five();
  selection.set(2);
  selection.extendTo(3);
  model.apply(answer(2, [], { removed: [2], order: [1, 3, 4, 5] }));
  selection.repair(1);
  assert.deepEqual([selection.current, selection.list()], [3, [3]]);
  selection.extendTo(5);
  assert.deepEqual(selection.list(), [3, 4, 5]);
});

test("a new line stays current when it gets its lasting id", () => {
  const { model, selection } = five();
  const draft = model.addDraft(0, 5);
  selection.set(draft, 2);
  model.removeDraft(draft, 8);
  model.apply(answer(2, [{ id: 8 }], { order: [1, 2, 3, 4, 5, 8] }));
  selection.rename(draft, 8);
  assert.deepEqual([selection.current, selection.column, selection.list()], [8, 2, [8]]);
  selection.extendTo(5);
  assert.deepEqual(selection.list(), [5, 8]);
});
