import assert from "node:assert/strict";
import { test } from "node:test";
import { keyName, Keymap, keyParts, shownKey, type Action } from "../controls/keymap";
import { translator } from "../model/messages";
import { fromTsv, toTsv } from "../grid/tsv";
import { mistake, percentOf } from "../model/typed";

const context = { own: 5, exists: (number: number) => number <= 20 };
const verdict = (kind: string, text: string): string | null => mistake(kind, text, context)?.key ?? null;

test("texts that may mean something go to the server", () => {
  for (const text of ["2w", "3ed", "4.5 days", "2,5d", "10", "1 mo?"]) assert.equal(verdict("duration", text), null, text);
  for (const text of ["+3d", "next fri", "2026-03-12", "morgen", ""]) assert.equal(verdict("date", text), null, text);
  for (const text of ["12", "12FS+2d", "7SS; 9FF-1d", "3fs+50%", "4 FS + 2 d", "20SF+25e%", "3,4", ""]) assert.equal(verdict("predecessors", text), null, text);
});

test("plain slips are answered at once, in words that say what to do", () => {
  assert.equal(verdict("duration", "abc"), "invalid.duration");
  assert.equal(verdict("duration", ""), "invalid.duration");
  assert.equal(verdict("date", "--"), "invalid.date");
  assert.equal(verdict("percent", "120"), "invalid.percent");
  assert.equal(verdict("percent", "half"), "invalid.percent");
  assert.equal(verdict("predecessors", "x3"), "invalid.predecessors");
  assert.equal(verdict("predecessors", "3;99"), "invalid.number");
  assert.equal(verdict("predecessors", "5FS"), "invalid.self");
  assert.equal(verdict("name", "  "), "invalid.name");
});

test("cells of resources come back from the clipboard whatever the names hold", () => {
  const names = ['"Müller, Otto"[50%];Crane', '"Team [A]; ""B"""', '5" pipe', '""', '"', 'a\tb;"c\nd"', ";", "", "Ann"];
  const rows = names.flatMap((one) => names.map((other) => [one, other]));
  assert.deepEqual(fromTsv(toTsv([...rows, ["end", ""]])), [...rows, ["end", ""]]);
  for (const name of names.filter((one) => one !== "")) assert.deepEqual(fromTsv(toTsv([[name]])), [[name]]);
  assert.deepEqual(fromTsv('"Müller, Otto"[50%];Crane'), [['"Müller, Otto"[50%];Crane']]); // text that no spreadsheet wrote
});

test("percentages are read with and without their sign", () => {
  assert.deepEqual(["40", "40 %", "12,5", "101", "-1", ""].map(percentOf), [40, 40, 12.5, null, null, null]);
});

test("spreadsheet text survives the way there and back", () => {
  const rows = [["a", "b\tc", 'say "hi"'], ["", "two\nlines", "3"]];
  assert.deepEqual(fromTsv(toTsv(rows)), rows);
});

test("no cell is a formula in a spreadsheet, and each is what it was when it is back", () => {
  const cells = ["=1+1", "@sum", "+3d", "-2d", '"=A1"', "Ann;=1+1", "＝1", "'=1", "''-5", "two\n=lines", ";;=;", "a\t\t=b", "\n=x", "\t=x", "\n'\na", "it's", "'quoted'"];
  const copied = toTsv(cells.map((cell) => [cell, "plain"]));
  assert.deepEqual(fromTsv(copied), cells.map((cell) => [cell, "plain"]));
  assert.equal(toTsv([["=1+1", "a", "Ann;=1"]]), "'=1+1\ta\tAnn;'=1");
  assert.doesNotMatch(copied, /(^|[;\t\n])"?[-=+@＝]/);
});

test("spreadsheet text with a closing line break and Windows breaks has no extra row", () => {
  assert.deepEqual(fromTsv("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(fromTsv("a"), [["a"]]);
  assert.deepEqual(fromTsv("a\t\n\tb"), [["a", ""], ["", "b"]]);
  assert.deepEqual(fromTsv("a\n\nb"), [["a"], [""], ["b"]]);
});

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;

test("keys are named alike whatever the layout needs to type them", () => {
  assert.equal(keyName(press("?", { shiftKey: true })), "?");
  assert.equal(keyName(press("Z", { shiftKey: true, ctrlKey: true })), "Ctrl+Shift+z");
  assert.equal(keyName(press("z", { metaKey: true })), "Ctrl+z");
  assert.equal(keyName(press(" ", { ctrlKey: true })), "Ctrl+Space");
  assert.equal(keyName(press("ArrowLeft", { altKey: true }), true), "Alt+ArrowRight");
  assert.deepEqual(keyParts("Alt+Shift+ArrowRight", true).slice(-2), ["Shift", "←"]);
  assert.deepEqual(keyParts("+"), ["+"]);
});

const command = (id: string, key: string, more: Partial<Action> = {}): Action =>
  ({ id, label: "action.why", group: "bar", keys: [key], run: () => undefined, ...more });

test("letters act on a current row and are text in a cell", () => {
  const action = command("why", "w");
  const keymap = new Keymap([action]);
  assert.equal(keymap.find(press("w"), false, false), action);
  assert.equal(keymap.find(press("w"), true, false), undefined);
});

test("with Alt only those letters act that say so, in a row and in a cell", () => {
  const why = command("why", "w", { inCell: true });
  const keymap = new Keymap([why, command("data date", "d"), command("days", "1")]);
  for (const typing of [false, true]) {
    assert.equal(keymap.find(press("w", { altKey: true }), typing, false), why);
    assert.equal(keymap.find(press("d", { altKey: true }), typing, false), undefined);
    assert.equal(keymap.find(press("1", { altKey: true }), typing, false), undefined);
  }
  assert.deepEqual([shownKey(why), shownKey(command("days", "1"))], ["Alt+w", "1"]);
});

test("two actions cannot have one key", () => {
  assert.throws(() => new Keymap([command("a", "w"), command("b", "w")]), /two actions for the key w/);
});

test("words are counted by the rules of the language and translated ones come first", () => {
  const english = translator("en");
  assert.equal(english("selection.count", { count: 1 }), "1 activity selected");
  assert.equal(english("selection.count", { count: 1200 }), "1,200 activities selected");
  const polish = translator("pl", { "selection.count": { one: "{count} zadanie", few: "{count} zadania", many: "{count} zadań" } });
  assert.deepEqual([1, 3, 5].map((count) => polish("selection.count", { count })), ["1 zadanie", "3 zadania", "5 zadań"]);
  assert.equal(polish("close"), "Close");
});
