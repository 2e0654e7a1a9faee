import assert from "node:assert/strict";
import { test } from "node:test";
import { CellText, fieldValue, moved, withColumn } from "../model/columns";
import { COLUMNS, COLUMN_OF, type ColumnKey } from "../model/fields";
import { Formats } from "../model/formats";
import { translator } from "../model/messages";
import { PlanModel } from "../model/model";
import { plan } from "./plans";

const shownOf = (key: ColumnKey): string => {
  const model = new PlanModel(plan([{ id: 1, name: "Dig", percent: 40, constraint: "snet", constraint_date: 86400 }]));
  return new CellText(model, new Formats("en", 480), translator("en")).shown(COLUMN_OF.get(key)!, 0);
};

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
  const keys: ColumnKey[] = ["number", "name", "duration", "percent", "constraint", "constraint_date", "deadline", "active", "critical", "calendar", "total_float"];
  assert.deepEqual(keys.map(shownOf), ["1", "Dig", "1d", "40%", "Start no earlier than", "Jan 2, 1970", "", "Yes", "", "Project calendar", ""]);
});

test("every column has a head in the words of the page", () => {
  const t = translator("en");
  for (const { key, label } of COLUMNS) assert.notEqual(t(label), key);
});

test("a typed text becomes the value that the server reads", () => {
  const typed = (key: ColumnKey, text: string): unknown => fieldValue(COLUMN_OF.get(key)!, text);
  assert.deepEqual([typed("calendar", "3"), typed("active", "0"), typed("percent", "40 %"), typed("deadline", " "), typed("name", " Dig ")], [3, 0, 40, null, "Dig"]);
});
