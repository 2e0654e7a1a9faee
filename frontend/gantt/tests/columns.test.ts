import assert from "node:assert/strict";
import { test } from "node:test";
import { type Choice, fieldValue, moved, withColumn } from "../model/columns";
import { COLUMNS, COLUMN_OF, type ColumnKey } from "../model/fields";
import { translator } from "../model/messages";
import { DAY, plan, READ_ONLY } from "./plans";
import { look } from "./views";

const { view: { cells, model } } = look(plan([
  { id: 1, name: "Dig", percent: 40, constraint: "snet", constraint_date: DAY, start: DAY + 8 * 3600, calendar: 3, total_float: -28800 },
  { id: 2, name: "Site" }, { id: 3, parent: 2 },
]));
const SITE = 1;
const column = (key: ColumnKey) => COLUMN_OF.get(key)!;

test("a column goes to another place and the others close up", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 1), ["a", "b", "c"]);
});

test("a column that is shown again stands where it usually does, in whatever order the others are", () => {
  assert.deepEqual(withColumn(["number", "name", "start"], "duration"), ["number", "name", "duration", "start"]);
  assert.deepEqual(withColumn(["start", "name"], "finish"), ["start", "name", "finish"]);
  assert.deepEqual(withColumn(["finish"], "number"), ["number", "finish"]);
});

test("a value is shown as its kind wants it: only dates are days, and what is not known is empty", () => {
  const keys: ColumnKey[] = ["number", "name", "duration", "percent", "constraint", "constraint_date", "deadline", "active", "critical", "calendar", "total_float", "free_float"];
  assert.deepEqual(keys.map((key) => cells.shown(column(key), 0)), ["1", "Dig", "1d", "40%", "Start no earlier than", "Jan 2, 1970", "", "Yes", "", "Night", "-1d", ""]);
  assert.equal(cells.shown(column("calendar"), SITE), "Project calendar");
});

test("an editor begins with what people and the server read alike", () => {
  const keys: ColumnKey[] = ["name", "start", "constraint_date", "deadline", "percent", "duration"];
  assert.deepEqual(keys.map((key) => cells.editable(column(key), 0)), ["Dig", "1970-01-02 08:00", "1970-01-02", "", "40", "1d"]);
});

test("a choice offers the words of the page for what the API calls otherwise; nobody makes a summary", () => {
  assert.deepEqual(cells.choices(column("kind") as Choice), [["task", "Activity"], ["milestone", "Milestone"]]);
  assert.deepEqual(cells.choices(column("calendar") as Choice), [["0", "Project calendar"], ["3", "Night"]]);
  assert.deepEqual(cells.choices(column("active") as Choice), [["1", "Yes"], ["0", "No"]]);
  assert.deepEqual((["kind", "constraint", "calendar", "active"] as const).map((key) => cells.choice(column(key) as Choice, 0)), ["task", "snet", "3", "1"]);
});

test("what is computed, or rolls up into a summary, cannot be typed, and the cell says why", () => {
  const keys: ColumnKey[] = ["name", "duration", "total_float"];
  assert.deepEqual(keys.map((key) => cells.isEditable(column(key), 0)), [true, true, false]);
  assert.deepEqual(keys.map((key) => cells.isEditable(column(key), SITE)), [true, false, false]);
  assert.equal(cells.whyNot(column("duration"), SITE), "Duration of a summary comes from the activities below it. Change it there.");
  assert.equal(cells.whyNot(column("total_float"), 0), "Total float is computed; nobody types it.");
});

test("a reader can type nowhere", () => {
  const { view } = look(plan([{ id: 1 }], [], READ_ONLY));
  assert.deepEqual(COLUMNS.filter((each) => view.cells.isEditable(each, 0)), []);
  assert.equal(view.cells.whyNot(column("name"), 0), "Read only");
});

test("a new line shows its name alone, and that it has none yet", () => {
  const slot = model.slotOf.get(model.addDraft(0, null))!;
  assert.deepEqual([cells.shown(column("name"), slot), cells.shown(column("start"), slot)], ["New activity", ""]);
});

test("every column has a head in the words of the page", () => {
  const t = translator("en");
  for (const { key, label } of COLUMNS) assert.notEqual(t(label), key);
});

test("a typed text becomes the value that the server reads", () => {
  const typed = (key: ColumnKey, text: string): unknown => fieldValue(COLUMN_OF.get(key)!, text);
  assert.deepEqual([typed("calendar", "3"), typed("active", "0"), typed("percent", "40 %"), typed("deadline", " "), typed("name", " Dig ")], [3, 0, 40, null, "Dig"]);
});
