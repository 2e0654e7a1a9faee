import assert from "node:assert/strict";
import { test } from "node:test";
import { edges } from "./scrolling";

test("what fits has nothing behind its edges, whatever the rounding", () => {
  assert.deepEqual(edges(0, 300, 300), { before: false, after: false });
  assert.deepEqual(edges(0.5, 300, 301), { before: false, after: false });
});

test("at the start there is more after, at the end before, between on both sides", () => {
  assert.deepEqual(edges(0, 300, 500), { before: false, after: true });
  assert.deepEqual(edges(200, 300, 500), { before: true, after: false });
  assert.deepEqual(edges(90, 300, 500), { before: true, after: true });
});

test("from right to left positions are negative", () => {
  assert.deepEqual(edges(-200, 300, 500), { before: true, after: false });
});
