import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, withColumn } from "../model/columns";

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
