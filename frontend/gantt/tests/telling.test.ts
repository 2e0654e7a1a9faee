import assert from "node:assert/strict";
import { test } from "node:test";
import { Telling } from "../controls/telling";
import type { Problem } from "../server/wire";
import { answer, plan } from "./plans";
import { columns, look } from "./views";

/** A page with the columns activity and start, on which something is told. */
function bench() {
  const { view, shown, said, act } = look(plan([{ id: 1, name: "Dig" }, { id: 2, name: "Pour" }]));
  const explained: number[] = [];
  const telling = new Telling(view, {
    grid: { columns: columns("name", "start") },
    navigator: { goTo: (id, column) => view.selection.set(id, column) },
    settle: () => undefined,
    explain: (id) => void explained.push(id),
    undo: () => void explained.push(-1),
  });
  return { view, telling, shown, said, act, explained };
}

const problem = (status: number, more: Partial<Problem> = {}): Problem => ({ title: "No", status, detail: "", ...more });

test("one's own change is only said: what was done and what it did, unless others changed something since", () => {
  const { telling, shown, said } = bench();
  const done = answer(2, [], { undo: "Move “Dig”", message: "Project finish +2 d" });
  telling.applied(done, "change", null, true);
  telling.applied(done, "change", null, false);
  telling.applied(answer(3, [], { message: "" }), "change", null, false);
  assert.deepEqual([shown, said], [[], ["Saved: Move “Dig”. Project finish +2 d", "Project finish +2 d", "All changes saved"]]);
});

test("what was undone and redone, and what others did, is shown", () => {
  const { telling, shown } = bench();
  telling.applied(answer(2), "undo", "Move “Dig”", true);
  telling.applied(answer(3), "redo", "Move “Dig”", true);
  telling.applied(answer(4, [], { message: "“Pour” starts 12 Mar" }), "poll", null, true);
  assert.deepEqual(shown, ["Undone: Move “Dig”", "Redone: Move “Dig”", "The plan was changed elsewhere. “Pour” starts 12 Mar"]);
});

test("a name that nobody had is told as the new resource that it became, with the way back", () => {
  const { view, telling, shown, act, explained } = bench();
  telling.applied(answer(2, [], { new_resources: ["Anna"] }), "change", null, true);
  telling.applied(answer(3, [], { new_resources: ["Anna", "Ben"] }), "change", null, true);
  telling.applied(answer(4, [], { new_resources: ["Ben"] }), "poll", null, true);
  view.model.apply(answer(3));
  act();
  assert.deepEqual(explained, [-1]);
  view.model.apply(answer(4));
  act();
  assert.deepEqual(shown.splice(-1), ["The plan was changed since. Undo takes back one step after the other, the newest first."]);
  assert.deepEqual(shown, [
    "“Anna” is a new resource of this plan: nobody was called that.",
    "“Anna”, “Ben” are new resources of this plan: nobody was called that.",
    "The plan was changed elsewhere. done",
  ]);
  assert.deepEqual(explained, [-1]);
});

test("a refusal gives its reason; that an undo came too late is a whole sentence already", () => {
  const { telling, shown } = bench();
  telling.refused(problem(422, { detail: "“soon” is no date." }));
  telling.refused(problem(403));
  telling.refused(problem(409, { detail: "Lee has changed “Dig” since." }));
  assert.deepEqual(shown, ["Not saved: “soon” is no date.", "Not saved: No", "Lee has changed “Dig” since."]);
});

test("who was forestalled learns by whom, and can save over it", () => {
  const { telling, shown, act } = bench();
  let again = 0;
  telling.conflict(problem(409, { changed_by: "Lee" }), () => again++);
  telling.conflict(problem(409, { detail: "Lee has renamed “Dig”." }), () => again++);
  assert.deepEqual(shown, ["Lee changed the same activity just now. Your change was not saved; you see the newer plan.", "Lee has renamed “Dig”."]);
  act();
  assert.equal(again, 1);
});

test("who was forestalled reads what they had typed; of a bar nothing was", () => {
  const { telling, shown } = bench();
  const said = problem(409, { detail: "Lee has changed “Dig”." });
  telling.conflict(said, () => undefined, { typed: [{ id: 1, field: "start", text: "12 Mar" }], values: [{ id: 1, field: "name", value: "Dug" }, { id: 1, field: "percent", value: 40 }] });
  telling.conflict(said, () => undefined, { values: [{ id: 1, field: "start", value: 5 }] });
  assert.deepEqual(shown, ["Lee has changed “Dig”. You typed “12 Mar, Dug, 40 %”.", "Lee has changed “Dig”."]);
});

test("a refused value leads to its cell and says there what is wrong", () => {
  const { view, telling, shown, said } = bench();
  view.mistakes.set("2:start", { typed: "soon", text: "“soon” is no date." });
  telling.mistaken(2, "start");
  assert.deepEqual([view.selection.current, view.selection.column, said, shown], [2, 1, ["“soon” is no date."], []]);
});

test("where the cell is not on show, or somebody types elsewhere, the refusal is shown", () => {
  const { view, telling, shown } = bench();
  view.mistakes.set("2:deadline", { typed: "soon", text: "“soon” is no date." });
  telling.mistaken(2, "deadline");
  view.mistakes.set("2:start", { typed: "soon", text: "“soon” is no start." });
  view.editing = 1;
  telling.mistaken(2, "start");
  assert.deepEqual([shown, view.selection.current], [["Not saved: “soon” is no date.", "Not saved: “soon” is no start."], 0]);
});

test("that a bar is held where it was is said with its start, and why is one click away", () => {
  const { telling, shown, act, explained } = bench();
  telling.held(1);
  act();
  assert.deepEqual([shown, explained], [["“Dig” still starts on Jan 1, 1970: something holds it there. The date you gave is kept as “start no earlier than”; undo takes it back."], [1]]);
});
