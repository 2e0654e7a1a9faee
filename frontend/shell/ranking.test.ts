import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "./ranking";

const labels = (query: string, ...names: string[]): string[] => rank(names.map((label) => ({ label })), query).map(({ label }) => label);

test("every typed word must be there", () => {
  assert.deepEqual(labels("pro plan", "Projects", "Project plan", "Planning"), ["Project plan"]);
});

test("what begins with the word comes before what holds it", () => {
  assert.deepEqual(labels("port", "Report", "Portfolio"), ["Portfolio", "Report"]);
});

test("accents and case do not matter, and nothing typed shows everything", () => {
  assert.deepEqual(labels("elan", "Élan"), ["Élan"]);
  assert.deepEqual(labels("", "B", "A"), ["B", "A"]);
});

test("keywords find an action that is called otherwise", () => {
  assert.deepEqual(rank([{ label: "Dark", keywords: "theme" }], "theme").length, 1);
});
