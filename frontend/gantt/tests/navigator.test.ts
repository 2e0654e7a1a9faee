import assert from "node:assert/strict";
import { test } from "node:test";
import { Navigator } from "../grid/navigator";
import { plan, READ_ONLY, TREE } from "./plans";
import { columns, look } from "./views";

const COLUMNS = columns("number", "name", "duration", "total_float", "predecessors");

/** A table with the columns number, name, duration, total float and predecessors. */
function bench(current: number, column = -1) {
  const { view, said } = look(plan(TREE));
  const navigator = new Navigator(
    view,
    { columns: COLUMNS, touch: () => undefined, revealCell: () => undefined },
    { layout: () => undefined, render: () => undefined, revealRow: () => undefined },
  );
  view.selection.set(current, column);
  const rows = (): number[] => Array.from(view.model.rows, (slot) => view.model.id(slot));
  const place = (): [number, string | undefined] => [view.selection.current, COLUMNS[view.selection.column]?.key];
  return { view, navigator, said, rows, place };
}

test("rows go up and down and end at the first and the last", () => {
  const { navigator, place } = bench(2);
  const step = (by: number) => (navigator.moveRow(by), place()[0]);
  assert.deepEqual([1, 1, -1, -Infinity, Infinity, 1].map(step), [3, 4, 3, 1, 5, 5]);
});

test("with Shift rows are selected from where it began", () => {
  const { navigator, view } = bench(2);
  navigator.moveRow(1, true);
  navigator.moveRow(1, true);
  assert.deepEqual(view.selection.list(), [2, 3, 4]);
});

test("onwards from a row lead its cells, and back from the first cell the row", () => {
  const { navigator, place } = bench(2);
  const step = (by: number) => (navigator.moveCell(by), place()[1]);
  assert.deepEqual([1, 1, -1, -1].map(step), ["number", "name", "number", undefined]);
  assert.deepEqual([1, 1, 1, 1, 1, 1].map(step).at(-1), "predecessors");
});

test("onwards unfolds a summary first, back folds it, and from a row inside goes to its summary", () => {
  const { navigator, place, rows } = bench(4);
  navigator.moveCell(-1);
  assert.deepEqual(place(), [3, undefined]);
  navigator.moveCell(-1);
  assert.deepEqual(rows(), [1, 2, 3, 5]);
  navigator.moveCell(1);
  assert.deepEqual([rows(), place()], [[1, 2, 3, 4, 5], [3, undefined]]);
  navigator.moveCell(1);
  assert.deepEqual(place(), [3, "number"]);
});

test("Home and End go to the ends of the cells, or of the rows", () => {
  const { navigator, place } = bench(2, 2);
  navigator.goEdge(true);
  assert.deepEqual(place(), [2, "predecessors"]);
  navigator.goEdge(false);
  assert.deepEqual(place(), [2, "number"]);
  navigator.escape();
  navigator.goEdge(true);
  assert.deepEqual(place(), [5, undefined]);
});

test("Tab goes to the next cell that can be typed in, over what is computed and what summaries roll up", () => {
  const { navigator, place } = bench(2, 2);
  const next = (by: 1 | -1) => (navigator.nextEditable(by), place());
  assert.deepEqual([next(1), next(1), next(1)], [[2, "predecessors"], [3, "name"], [3, "predecessors"]]);
  assert.deepEqual([next(-1), next(-1)], [[3, "name"], [2, "predecessors"]]);
});

test("Tab passes by a line that has no name yet: it is typed into where it was opened, and nowhere else", () => {
  const { navigator, view, rows, place } = bench(4, 4);
  const draft = view.model.addDraft(3, 4);
  assert.deepEqual(rows(), [1, 2, 3, 4, draft, 5]);
  const next = (by: 1 | -1) => (navigator.nextEditable(by), place());
  assert.deepEqual([next(1), next(-1)], [[5, "name"], [4, "predecessors"]]);
});

test("behind the last cell there is no next one", () => {
  const { navigator, place } = bench(5, 4);
  assert.equal(navigator.nextEditable(1), false);
  assert.deepEqual(place(), [5, "predecessors"]);
});

test("a current row that is folded away leaves its place to the summary", () => {
  const { navigator, place } = bench(4, 1);
  navigator.setFolded(1, true);
  assert.deepEqual(place(), [1, undefined]);
});

test("everything folds and unfolds at once, and that is said", () => {
  const { navigator, rows, said } = bench(5);
  navigator.foldAll(true);
  assert.deepEqual(rows(), [1, 5]);
  navigator.foldAll(false);
  assert.deepEqual([rows(), said], [[1, 2, 3, 4, 5], ["Everything is collapsed", "Everything is expanded"]]);
});

test("whoever is led to an activity sees it, wherever it was folded away", () => {
  const { navigator, view, place } = bench(5);
  view.model.setCollapsed(1, true);
  navigator.goTo(4, 1);
  assert.deepEqual(place(), [4, "name"]);
  navigator.goTo(99);
  assert.deepEqual(place(), [4, "name"]);
});

test("rows are picked one by one: the first key keeps the current one, the arrows only move", () => {
  const { navigator, view, said } = bench(2);
  navigator.toggleRow();
  navigator.moveRow(2);
  assert.deepEqual([view.selection.current, view.selection.list()], [4, [2]]);
  navigator.toggleRow();
  assert.deepEqual([view.selection.list(), said.at(-1)], [[2, 4], "2 activities selected"]);
  navigator.toggleRow();
  assert.deepEqual(view.selection.list(), [2]);
});

test("Escape steps back: from a refused value, then from the cell and from what was cut and selected", () => {
  const { navigator, view, place } = bench(2, 1);
  view.mistakes.set("2:name", { typed: "", text: "An activity needs a name." });
  view.selection.cut = new Set([5]);
  navigator.escape();
  assert.deepEqual([view.mistakes.size, place(), view.selection.cut.size], [0, [2, "name"], 1]);
  navigator.escape();
  assert.deepEqual([place(), view.selection.cut.size], [[2, undefined], 0]);
});

test("letters are text in a cell of a plan that can be changed, and nowhere else", () => {
  assert.deepEqual([bench(2).navigator.typing, bench(2, 1).navigator.typing], [false, true]);
  const { view } = look(plan(TREE, [], READ_ONLY));
  const reader = new Navigator(view, { columns: COLUMNS, touch: () => undefined, revealCell: () => undefined }, {
    layout: () => undefined, render: () => undefined, revealRow: () => undefined,
  });
  view.selection.set(2, 1);
  assert.equal(reader.typing, false);
});
