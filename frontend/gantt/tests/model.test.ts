import assert from "node:assert/strict";
import { test } from "node:test";
import { PlanModel } from "../model/model";
import { answer, links, plan, TREE } from "./plans";

const shown = (model: PlanModel): number[] => Array.from(model.rows, (slot) => model.id(slot));

test("a plan shows its rows in the order of the server, with their depth", () => {
  const model = new PlanModel(plan(TREE));
  assert.deepEqual(shown(model), [1, 2, 3, 4, 5]);
  assert.deepEqual(Array.from(model.rows, (slot) => model.depth[slot]), [0, 1, 1, 2, 0]);
});

test("a folded summary hides everything under it and revealing a row opens what is above", () => {
  const model = new PlanModel(plan(TREE));
  model.setCollapsed(1, true);
  assert.deepEqual(shown(model), [1, 5]);
  model.setCollapsed(3, true);
  assert.equal(model.reveal(4), 3);
  assert.deepEqual(shown(model), [1, 2, 3, 4, 5]);
});

test("an answer changes rows in place and keeps the others", () => {
  const model = new PlanModel(plan(TREE));
  const moved = model.apply(answer(2, [{ id: 4, parent: 3, start: 86400, finish: 118800 }]));
  assert.equal(moved, false);
  assert.equal(model.revision, 2);
  const slot = model.slotOf.get(4)!;
  assert.equal(model.table.number.start[slot], 86400);
  assert.equal(model.table.text.name[model.slotOf.get(2)!], "A2");
});

test("an answer can add, remove and reorder rows", () => {
  const model = new PlanModel(plan(TREE));
  const moved = model.apply(answer(2, [{ id: 9, parent: 1 }], { removed: [2], order: [5, 1, 9, 3, 4] }));
  assert.equal(moved, true);
  assert.deepEqual(shown(model), [5, 1, 9, 3, 4]);
  assert.equal(model.slotOf.has(2), false);
});

test("what is not in a whole order is gone, whether the answer names it or not", () => {
  const model = new PlanModel(plan(TREE, [[2, 5], [2, 4]]));
  model.apply(answer(9, [], { order: [1, 3, 4, 5], links: links([[4, 5], [2, 4]]) }));
  assert.deepEqual(shown(model), [1, 3, 4, 5]);
  assert.equal(model.slotOf.has(2), false);
  assert.equal(model.links.size, 1);
});

test("rows that come without an order stand at the end", () => {
  const model = new PlanModel(plan(TREE));
  model.apply(answer(2, [{ id: 9 }]));
  assert.deepEqual(shown(model), [1, 2, 3, 4, 5, 9]);
});

test("the table grows beyond its first size without losing a value", () => {
  const model = new PlanModel(plan([{ id: 1, start: 5 }]));
  const many = Array.from({ length: 500 }, (_, at) => ({ id: at + 2, start: at }));
  model.apply(answer(2, many));
  assert.equal(model.table.number.start[model.slotOf.get(1)!], 5);
  assert.equal(model.table.number.start[model.slotOf.get(501)!], 499);
});

test("a draft stands below the whole branch it follows and survives a new order", () => {
  const model = new PlanModel(plan(TREE));
  const draft = model.addDraft(0, 1);
  assert.deepEqual(shown(model), [1, 2, 3, 4, draft, 5]);
  model.apply(answer(2, [], { order: [5, 1, 2, 3, 4] }));
  assert.deepEqual(shown(model), [5, 1, 2, 3, 4, draft]);
  const child = model.addDraft(3, null);
  assert.deepEqual(shown(model), [5, 1, 2, 3, child, 4, draft]);
});

test("a draft that got its lasting id hands its place to the draft behind it", () => {
  const model = new PlanModel(plan([{ id: 1 }, { id: 2 }]));
  const first = model.addDraft(0, 1);
  const second = model.addDraft(0, first);
  assert.deepEqual(shown(model), [1, first, second, 2]);
  model.removeDraft(first, 8);
  model.apply(answer(2, [{ id: 8 }], { order: [1, 8, 2] }));
  assert.deepEqual(shown(model), [1, 8, second, 2]);
});

test("a row knows its place among its siblings, whatever is folded or hidden", () => {
  const model = new PlanModel(plan(TREE));
  const places = (): string[] => [1, 2, 3, 4, 5].map((id) => model.slotOf.get(id)!).map((slot) => `${model.place[slot]}/${model.siblings(slot)}`);
  assert.deepEqual(places(), ["1/2", "1/2", "2/2", "1/1", "2/2"]);
  model.hidden.add(2);
  model.rebuild();
  assert.equal(places()[2], "1/1");
});

test("what is put below an open summary goes first into it, below others behind them", () => {
  const model = new PlanModel(plan(TREE));
  assert.deepEqual(model.placeBelow(1), { parent: 1, after: null });
  assert.deepEqual(model.placeBelow(4), { parent: 3, after: 4 });
  model.setCollapsed(1, true);
  assert.deepEqual(model.placeBelow(1), { parent: 0, after: 1 });
  assert.deepEqual(model.placeBelow(0), { parent: 0, after: 5 });
});

test("what the user has deleted is hidden with its branch", () => {
  const model = new PlanModel(plan(TREE));
  model.hidden.add(3);
  model.rebuild();
  assert.deepEqual(shown(model), [1, 2, 5]);
});

test("a summary knows everything below it, its own children and its place in the whole tree", () => {
  const model = new PlanModel(plan(TREE));
  model.setCollapsed(1, true);
  const ids = (slots: number[]): number[] => slots.map((slot) => model.id(slot));
  assert.deepEqual([ids(model.below(1)), ids(model.below(4)), model.childrenOf(1), model.childrenOf(0)], [[2, 3, 4], [], [2, 3], [1, 5]]);
  const within = (id: number): boolean => model.isWithin(model.slotOf.get(id)!, new Set([3]));
  assert.deepEqual([1, 2, 3, 4, 5].map(within), [false, false, true, true, false]);
});

test("whatever has children is a summary, whether the server calls it one or not", () => {
  const model = new PlanModel(plan([{ id: 1 }, { id: 2, parent: 1 }, { id: 3, kind: "summary" }, { id: 4 }]));
  assert.deepEqual([1, 2, 3, 4].map((id) => model.isSummary(model.slotOf.get(id)!)), [true, false, true, false]);
});

test("everything is folded and unfolded at once", () => {
  const model = new PlanModel(plan(TREE));
  model.collapseAll(true);
  assert.deepEqual([shown(model), [...model.collapsed]], [[1, 5], [1, 3]]);
  model.collapseAll(false);
  assert.deepEqual(shown(model), [1, 2, 3, 4, 5]);
});

test("activities are found by a part of their name, or by their whole WBS or number, folded away or not", () => {
  const model = new PlanModel(plan([{ id: 1, name: "Site", kind: "summary", wbs: "1" }, { id: 12, parent: 1, name: "Dig PIT", wbs: "1.1" }, { id: 13, name: "Pit 12", wbs: "2" }]));
  model.collapseAll(true);
  assert.deepEqual(["pit", "1.1", "1.", "12", "x"].map((text) => model.find(text, "en")), [[12, 13], [12], [], [12, 13], []]);
});

test("the next of some activities is looked for from another one on", () => {
  const model = new PlanModel(plan(TREE));
  const next = (from: number): number => model.nextOf(new Set([2, 4]), from);
  assert.deepEqual([next(1), next(2), next(3), next(5), next(99)], [2, 2, 4, -1, 2]);
});

test("a link of an activity that the page does not know is left out", () => {
  assert.equal(new PlanModel(plan(TREE, [[2, 4], [99, 4]])).links.size, 1);
});

test("a word of the API that the page does not know counts as the first of its kind", () => {
  const { code } = new PlanModel(plan([{ id: 1, constraint: "some day" }])).table;
  assert.equal(code.constraint[0], 0);
});

test("of nested ids only the topmost count", () => {
  const model = new PlanModel(plan(TREE));
  assert.deepEqual(model.topmost([4, 3, 5]), [3, 5]);
});

test("links are found by the rows they touch or pass, each once", () => {
  const rows = Array.from({ length: 300 }, (_, at) => ({ id: at + 1 }));
  const model = new PlanModel(plan(rows, [[1, 300], [10, 11], [200, 90]]));
  const between = (first: number, last: number): number[] => {
    const found: number[] = [];
    model.links.between(first, last, (link) => found.push(link));
    return found.sort();
  };
  assert.deepEqual(between(0, 299), [0, 1, 2]);
  assert.deepEqual(between(0, 20), [0, 1]);
  assert.deepEqual(between(128, 140), [0, 2]);
  model.apply(answer(2, [], { links: links([[10, 11]]) }));
  assert.deepEqual(between(0, 299), [0]);
});

test("the timeline reaches from the first to the last moment of anything shown", () => {
  const model = new PlanModel(plan([{ id: 1, start: -86400 }, { id: 2, finish: 2e6 }]));
  assert.deepEqual(model.extent(), [-86400, 2e6]);
});
