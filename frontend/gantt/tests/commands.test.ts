import assert from "node:assert/strict";
import { test } from "node:test";
import { Commands } from "../controls/commands";
import { Edits } from "../controls/edits";
import type { Intention } from "../server/queue";
import { answer, DAY, plan, type Row, TREE } from "./plans";
import { columns, look } from "./views";

const FIVE: Row[] = [1, 2, 3, 4, 5].map((id) => ({ id, start: id * DAY, finish: (id + 1) * DAY }));

/** Commands over a plan of which some rows are selected, the last of them current. */
function bench(rows: Row[], ...selected: number[]) {
  const { view, shown, said, act } = look(plan(rows));
  const asked: Intention[] = [];
  const done: unknown[] = [];
  const queue = {
    waiting: 0,
    add: (intention: Intention) => void asked.push(intention),
    undo: () => void done.push("undo"),
    redo: () => void done.push("redo"),
  };
  const commands = new Commands(view, {
    queue,
    edits: new Edits(view, queue, { mistaken: () => undefined, held: () => undefined }),
    typing: {
      openCurrent: () => void done.push(["open cell", view.selection.row, view.selection.column]),
      openName: (row) => void done.push(["open name", row]),
      openDraft: (parent, after) => void done.push(["open draft", parent, after]),
    },
    clipboard: { clear: () => void done.push("clear") },
    grid: { columns: columns("number", "name", "predecessors"), revealCell: () => undefined },
    settle: (row) => void done.push(["settle", row]),
  });
  for (const [at, id] of selected.entries()) at ? view.selection.toggle(id) : view.selection.set(id);
  return { view, commands, queue, shown, said, done, act, asked: () => asked.flatMap((intention) => intention.commands) };
}

test("undo in a cell whose value was refused forgets that value first", () => {
  const { view, commands, done, said } = bench(FIVE, 2);
  view.model.undo = "Name “Dig”";
  view.selection.set(2, 1);
  view.mistakes.set("2:name", { typed: "", text: "An activity needs a name." });
  view.mistakes.set("3:name", { typed: "", text: "An activity needs a name." });
  commands.undo();
  assert.deepEqual([[...view.mistakes.keys()], done, said], [["3:name"], [], ["Not saved and forgotten: “”"]]);
  commands.undo();
  assert.deepEqual(done, ["undo"]);
});

test("activities change places with the one before or after them", () => {
  const up = bench(FIVE, 2);
  up.commands.reorder(-1);
  assert.deepEqual(up.asked(), [{ do: "move", ids: [2], parent: null, after: null }]);
  const down = bench(FIVE, 2);
  down.commands.reorder(1);
  assert.deepEqual(down.asked(), [{ do: "move", ids: [2], parent: null, after: 3 }]);
});

test("activities that are apart come together where they move to", () => {
  const { commands, asked } = bench(FIVE, 2, 4);
  commands.reorder(-1);
  assert.deepEqual(asked(), [{ do: "move", ids: [2, 4], parent: null, after: null }]);
});

test("an activity moves within its level alone, and at the end of it says so", () => {
  const first = bench(TREE, 2);
  first.commands.reorder(-1);
  assert.deepEqual([first.asked(), first.said], [[], ["“A2” is the first on its level already."]]);
  const last = bench(TREE, 3);
  last.commands.reorder(1);
  assert.deepEqual([last.asked(), last.said], [[], ["“A3” is the last on its level already."]]);
  const inside = bench(TREE, 3);
  inside.commands.reorder(-1);
  assert.deepEqual(inside.asked(), [{ do: "move", ids: [3], parent: 1, after: null }]);
});

test("a new line comes below the current row: into an open summary, behind anything else", () => {
  const places = [1, 4, 5].map((id) => {
    const { commands, done } = bench(TREE, id);
    commands.insertBelow();
    return done;
  });
  assert.deepEqual(places, [[["open draft", 1, null]], [["open draft", 3, 4]], [["open draft", 0, 5]]]);
});

test("what is deleted is counted with what is below it, and one click brings it back", () => {
  const { commands, asked, shown, done, act } = bench(TREE, 3, 5);
  commands.removeSelected();
  assert.deepEqual([asked(), shown, done], [[{ do: "delete", ids: [3, 5] }], ["Deleted 3 activities"], [["settle", 4]]]);
  act();
  assert.deepEqual(done.at(-1), "undo");
});

test("the delete key deletes rows and empties cells", () => {
  const rows = bench(FIVE, 2);
  rows.commands.clearOrRemove();
  assert.deepEqual(rows.asked(), [{ do: "delete", ids: [2] }]);
  const cells = bench(FIVE, 2);
  cells.view.selection.set(2, 1);
  cells.commands.clearOrRemove();
  assert.deepEqual([cells.asked(), cells.done], [[], ["clear"]]);
});

test("several activities are linked one after the other, summaries left out", () => {
  const { commands, asked } = bench(TREE, 2, 3, 4, 5);
  commands.linkSelected();
  assert.deepEqual(asked(), [
    { do: "link", from: 2, to: 4, type: "FS", lag: "" },
    { do: "link", from: 4, to: 5, type: "FS", lag: "" },
  ]);
});

test("of one activity the predecessors are typed", () => {
  const { commands, asked, done } = bench(TREE, 4);
  commands.linkSelected();
  assert.deepEqual([asked(), done], [[], [["open cell", 3, 2]]]);
});

test("progress goes on from that of the current activity, and no further than nothing and all", () => {
  const rows = [{ id: 1, kind: "summary" }, { id: 2, parent: 1, percent: 20 }, { id: 3, parent: 1, percent: 95 }];
  const more = bench(rows, 1, 2, 3);
  more.commands.progress(10);
  assert.deepEqual(more.asked(), [2, 3].map((id) => ({ do: "set", id, fields: { percent: 100 } })));
  const less = bench(rows, 2);
  less.commands.progress(-30);
  assert.deepEqual(less.asked(), [{ do: "set", id: 2, fields: { percent: 0 } }]);
});

test("selected bars move and stretch together", () => {
  const moved = bench(FIVE, 1, 2);
  moved.commands.shiftBars(-DAY);
  assert.deepEqual(moved.asked(), [{ do: "set", id: 1, fields: { start: 0 } }, { do: "set", id: 2, fields: { start: DAY } }]);
  const longer = bench(FIVE, 1, 2);
  longer.commands.stretchBars(DAY);
  assert.deepEqual(longer.asked(), [{ do: "set", id: 1, fields: { finish: 3 * DAY } }, { do: "set", id: 2, fields: { finish: 4 * DAY } }]);
});

test("a bar that cannot move says why", () => {
  const { commands, asked, shown } = bench([{ id: 1, name: "Site", kind: "summary" }, { id: 2, parent: 1, actual_start: 0 }], 1);
  commands.shiftBars(DAY);
  assert.deepEqual([asked(), shown], [[], ["Everything below “Site” has begun: what is past cannot be moved."]]);
});

test("what is still on its way can be undone; where there is nothing that is said", () => {
  const { commands, queue, view, said, done } = bench(FIVE);
  commands.undo();
  commands.redo();
  assert.deepEqual([done, said], [[], ["There is nothing to undo.", "There is nothing to redo."]]);
  queue.waiting = 1;
  commands.undo();
  queue.waiting = 0;
  view.model.apply(answer(2, [], { undo: "Move", redo: "Rename" }));
  commands.undo();
  commands.redo();
  assert.deepEqual(done, ["undo", "undo", "redo"]);
});

test("Enter opens the current cell, or the name of a current row", () => {
  const { commands, view, done } = bench(FIVE, 3);
  commands.editCurrent();
  view.selection.set(3, 2);
  commands.editCurrent();
  assert.deepEqual(done, [["open name", 2], ["open cell", 2, 2]]);
});
