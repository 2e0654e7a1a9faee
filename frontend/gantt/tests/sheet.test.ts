import assert from "node:assert/strict";
import { test } from "node:test";
import { Sheet } from "../grid/sheet";
import { DAY, plan, type Row } from "./plans";
import { columns, look } from "./views";

const COLUMNS = columns("number", "name", "duration", "start", "predecessors", "constraint");
const PLAN: Row[] = [
  { id: 1, name: "Site", kind: "summary", start: DAY },
  { id: 2, name: "Dig", parent: 1, start: DAY, predecessors: "" },
  { id: 3, name: "Pour", parent: 1, start: 2 * DAY, predecessors: "2" },
];

/** The table of three rows with the columns number, activity, duration, start, predecessors and constraint. */
function bench(current: number, column = -1) {
  const { view } = look(plan(PLAN));
  view.selection.set(current, column);
  return { view, sheet: new Sheet(view, COLUMNS) };
}

/** What a text says, row by row: to whom, and the values by column. */
function said(sheet: Sheet, text: string, own = false) {
  const values = ({ ref, values: cells }: ReturnType<Sheet["read"]>["rows"][number]) => [ref, Object.fromEntries(cells.map(({ column, text: value }) => [column.key, value]))];
  const { rows, added } = sheet.read(text, own);
  return { rows: rows.map(values), added: added.map(values), left: sheet.left };
}

test("rows become text with all of their columns, cells with those that are selected", () => {
  const { view, sheet } = bench(2);
  assert.equal(sheet.text([2, 3]), "2\tDig\t1d\t1970-01-02\t\tAs soon as possible\n3\tPour\t1d\t1970-01-03\t2\tAs soon as possible");
  view.selection.set(2, 1);
  view.selection.columnEnd = 2;
  assert.equal(sheet.text([2, 3]), "Dig\t1d\nPour\t1d");
});

test("a text fills the rows and columns from the current cell on", () => {
  const { sheet } = bench(2, 1);
  assert.deepEqual(said(sheet, "Excavate\t2d\nConcrete\t3d"), {
    rows: [[2, { name: "Excavate", duration: "2d" }], [3, { name: "Concrete", duration: "3d" }]], added: [], left: 0,
  });
});

test("on a current row a text begins with the name", () => {
  assert.deepEqual(said(bench(2).sheet, "Excavate\t2d").rows, [[2, { name: "Excavate", duration: "2d" }]]);
});

test("lines for which there is no row left are activities of their own", () => {
  assert.deepEqual(said(bench(3, 1).sheet, "Concrete\t3d\nCure\t7d\n\nStrip\t"), {
    rows: [[3, { name: "Concrete", duration: "3d" }]], added: [["n1", { name: "Cure", duration: "7d" }], ["n3", { name: "Strip" }]], left: 0,
  });
});

test("one value goes into every selected cell", () => {
  const { view, sheet } = bench(2, 2);
  view.selection.extendTo(3);
  assert.deepEqual(said(sheet, "5d").rows, [[2, { duration: "5d" }], [3, { duration: "5d" }]]);
});

test("values that fall on cells nobody can type in, or beside the last column, are left out and counted", () => {
  const { sheet } = bench(1, 0);
  assert.deepEqual(said(sheet, "9\tPlot\t4d\nx\tDig\t2d"), {
    rows: [[1, { name: "Plot" }], [2, { name: "Dig", duration: "2d" }]], added: [], left: 3,
  });
  assert.deepEqual(said(bench(2, 5).sheet, "snet\tmore").left, 1);
});

test("rows that were copied here bring what was typed, and no dates that follow from it", () => {
  const row = "7\tDig\t2d\t2026-03-12\t\tAs soon as possible";
  assert.deepEqual(said(bench(2).sheet, row, true).rows, [[2, { name: "Dig", duration: "2d", predecessors: "", constraint: "asap" }]]);
  assert.deepEqual(said(bench(2).sheet, row).rows, [[2, { name: "Dig", duration: "2d", start: "2026-03-12", predecessors: "", constraint: "asap" }]]);
});

test("an empty cell empties what may be empty, and leaves the rest as it is", () => {
  assert.deepEqual(said(bench(3, 1).sheet, "Cure\t\t\t\t").rows, [[3, { name: "Cure", predecessors: "" }]]);
  const { sheet } = bench(3);
  const [start] = columns("start");
  const cleared = sheet.row(3, 0, [{ column: start!, text: "" }], true);
  assert.deepEqual(cleared.values, [{ column: start, text: "" }], "who empties a start on purpose takes it back");
});

test("a choice is known by its words, whatever their case, and by its name in the API", () => {
  const chosen = ["start NO earlier than ", "mso", "sometime"].map((text) => said(bench(2, 5).sheet, `${text}\t`).rows[0]![1]);
  assert.deepEqual(chosen, [{ constraint: "snet" }, { constraint: "mso" }, { constraint: "sometime" }]);
});

test("what is plainly wrong is told with its line and column, and what only the server can know is not", () => {
  const wrong = (text: string, column: number): string | null => {
    const { sheet } = bench(2, column);
    const { rows, added } = sheet.read(text, false);
    return [...rows, ...added].map((row) => sheet.mistakeIn(row)).find(Boolean) ?? null;
  };
  assert.equal(wrong("2d\nlong", 2), "Nothing was pasted. Line 2, Duration: A duration is a number and a unit, such as 2w, 3d or 4h.");
  assert.equal(wrong("2\n3", 4), "Nothing was pasted. Line 1, Predecessors: An activity cannot follow itself.");
  assert.match(wrong("sometime", 5)!, /^Nothing was pasted. Line 1, Constraint: “sometime” is none of: As soon as possible, /);
  assert.equal(wrong("99", 4), null);
});
