import assert from "node:assert/strict";
import { test } from "node:test";
import { Edits } from "../controls/edits";
import { Clipboard } from "../grid/clipboard";
import type { Intention } from "../server/queue";
import type { WirePlan } from "../server/wire";
import { plan, READ_ONLY, TREE } from "./plans";
import { columns, look } from "./views";

/** A table with the columns number, activity and duration that has the focus; `fire` is what the browser says to it. */
function bench(more: Partial<WirePlan> = {}) {
  const { view, shown, said } = look(plan(TREE, [], more));
  const asked: Intention[] = [];
  const edits = new Edits(view, { add: (intention) => void asked.push(intention) }, { mistaken: () => undefined, held: () => undefined });
  const clipboard = new Clipboard(view, { columns: columns("number", "name", "duration") }, edits);
  const treegrid = {} as HTMLElement;
  const page = Object.assign(new EventTarget(), { activeElement: treegrid });
  Object.assign(globalThis, { document: page });
  clipboard.listen(treegrid);
  const fire = (type: "copy" | "cut" | "paste", text = ""): string => {
    const clipboardData = { getData: () => text, setData: (_: string, taken: string) => (text = taken) };
    page.dispatchEvent(Object.assign(new Event(type), { clipboardData }));
    return text;
  };
  return { view, clipboard, shown, said, fire, asked, commands: () => asked.flatMap((intention) => intention.commands) };
}

test("rows that were cut wait, and are pasted below the current row as they are", () => {
  const { view, fire, said, commands } = bench();
  view.selection.set(2);
  const text = fire("cut");
  assert.deepEqual([text, [...view.selection.cut], commands()], ["2\tA2\t1d", [2], []]);
  assert.equal(said[0], "Cut 1 row: paste puts it below the current row, Escape leaves it");
  view.selection.set(5);
  fire("paste", text);
  assert.deepEqual([commands(), view.selection.cut.size], [[{ do: "move", ids: [2], parent: null, after: 5 }], 0]);
});

test("what was cut is not pasted below itself", () => {
  const { view, fire, shown, commands } = bench();
  view.selection.set(3);
  const text = fire("cut");
  view.selection.set(4);
  fire("paste", text);
  assert.deepEqual([commands(), shown], [[], ["An activity cannot go below itself."]]);
});

test("another text that is pasted is no row that was cut", () => {
  const { view, fire, commands } = bench();
  view.selection.set(2);
  fire("cut");
  view.selection.set(5);
  fire("paste", "Pour\t3d");
  assert.deepEqual(commands(), [{ do: "set", id: 5, fields: { name: "Pour", duration: "3d" } }]);
});

test("lines behind the last row are added one after the other, in the same change", () => {
  const { view, fire, asked } = bench();
  view.selection.set(5, 1);
  fire("paste", "Pour\nCure\nStrip");
  assert.deepEqual(asked.map(({ commands }) => commands), [[
    { do: "set", id: 5, fields: { name: "Pour" } },
    { do: "add", ref: "n1", parent: null, after: 5, fields: { name: "Cure" } },
    { do: "add", ref: "n2", parent: null, after: "n1", fields: { name: "Strip" } },
  ]]);
});

test("a paste is taken as a whole or not at all", () => {
  const { view, fire, shown, commands } = bench();
  view.selection.set(2, 2);
  fire("paste", "2d\n3d\nlong\n4d");
  assert.deepEqual([commands(), shown.length], [[], 1]);
});

test("a line that the server refuses is named, whether it was there or was to be added", () => {
  const { view, fire, shown, asked } = bench();
  view.selection.set(5, 1);
  fire("paste", "Pour\t2d\nCure\t9y");
  const refuse = (row: number | string, field: string, status = 422): boolean => asked[0]!.refused!({ title: "", status, detail: "No year.", row, field });
  assert.deepEqual([refuse(5, "name"), refuse("n1", "duration"), refuse("n1", "duration", 403), refuse(99, "name")], [true, true, false, false]);
  assert.deepEqual(shown, ["Nothing was pasted. Line 1, Activity: No year.", "Nothing was pasted. Line 2, Duration: No year."]);
});

test("the first value of a selection fills the others", () => {
  const { view, clipboard, commands } = bench();
  view.selection.set(4, 2);
  view.selection.extendTo(5);
  clipboard.fillDown();
  assert.deepEqual(commands(), [{ do: "set", id: 5, fields: { duration: "1d" } }]);
});

test("a cell that cannot be empty says so when it is cleared", () => {
  const { view, clipboard, said, commands } = bench();
  view.selection.set(2, 1);
  clipboard.clear();
  assert.deepEqual([commands(), said], [[], ["Activity cannot be empty."]]);
});

test("a reader copies and cannot paste", () => {
  const { view, fire, commands } = bench(READ_ONLY);
  view.selection.set(2);
  assert.equal(fire("cut"), "2\tA2\t1d");
  fire("paste", "Pour");
  assert.deepEqual([commands(), view.selection.cut.size], [[], 0]);
});
