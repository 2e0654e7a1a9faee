import assert from "node:assert/strict";
import { test } from "node:test";
import { completes, isChord, letters, matches, parseKeys, type Typed } from "./keys";

const typed = (key: string, held: Partial<Typed> = {}): Typed =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("a sequence is complete only when its last key was typed", () => {
  const goToProjects = parseKeys("g p");
  assert.equal(completes(goToProjects, [typed("g")]), false);
  assert.equal(completes(goToProjects, [typed("x"), typed("g"), typed("p")]), true);
  assert.equal(completes(goToProjects, [typed("g"), typed("x"), typed("p")]), false);
});

test("Cmd is as good as Ctrl, and neither is as good as nothing", () => {
  const palette = parseKeys("Ctrl+K")[0]!;
  assert.equal(matches(palette, typed("k", { ctrlKey: true })), true);
  assert.equal(matches(palette, typed("k", { metaKey: true })), true);
  assert.equal(matches(palette, typed("k")), false);
  assert.equal(matches(palette, typed("k", { ctrlKey: true, shiftKey: true })), false);
});

test("a question mark counts with and without Shift", () => {
  const help = parseKeys("?")[0]!;
  assert.equal(matches(help, typed("?", { shiftKey: true })), true);
  assert.equal(matches(help, typed("?")), true);
});

test("named keys respect Shift", () => {
  assert.equal(matches(parseKeys("Alt+ArrowLeft")[0]!, typed("ArrowLeft", { altKey: true, shiftKey: true })), false);
  assert.equal(matches(parseKeys("Shift+Alt+ArrowLeft")[0]!, typed("ArrowLeft", { altKey: true, shiftKey: true })), true);
});

test("only chords may run while somebody writes", () => {
  assert.equal(isChord(parseKeys("Ctrl+K")), true);
  assert.equal(isChord(parseKeys("g p")), false);
  assert.equal(isChord(parseKeys("?")), false);
});

test("each place gets a letter of its own name", () => {
  assert.deepEqual(letters(["My work", "Cockpit", "Projects", "Portfolio", "Sponsor"]), ["m", "c", "p", "o", "s"]);
  assert.deepEqual(letters(["A", "A"]), ["a", "2"]);
});
