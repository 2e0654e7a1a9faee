import assert from "node:assert/strict";
import { test } from "node:test";
import { planActions, type Parts } from "../controls/actions";
import { Keymap, shownKey } from "../controls/keymap";
import english from "../messages.en.json";

const actions = planActions({} as Parts);

test("no two actions have one key, and none has no key", () => {
  assert.equal(new Keymap(actions).actions, actions);
  assert.deepEqual(actions.filter(({ keys }) => !keys.length), []);
});

test("every action is called something in the help", () => {
  assert.deepEqual(actions.filter(({ label }) => !(label in english)), []);
});

test("who may only read has no key that would change the plan", () => {
  const left = actions.filter(({ change }) => !change).map(({ group }) => group);
  assert.deepEqual([...new Set(left)], ["move", "edit", "bar", "view"]);
  const changing = actions.filter(({ change }) => change).map(({ id }) => id);
  assert.deepEqual(changing, [
    "edit", "insert", "delete", "clear", "indent", "outdent", "moveUp", "moveDown", "link", "unlink", "fillDown", "cut", "paste", "undo", "redo",
    "barLater", "barEarlier", "barLonger", "barShorter", "progressUp", "progressDown",
  ]);
});

test("no key of the plan with Alt is one by which a browser opens a menu or its address bar", () => {
  const keys = actions.filter(({ inCell }) => inCell).map(shownKey);
  assert.deepEqual(keys, ["Alt+w", "Alt+p", "Alt+m"]);
  // Chrome and Edge: D, E, F; the menus of Firefox: F, E, V, S, B, T, H; tabs and codes of characters: digits.
  assert.deepEqual(keys.filter((key) => /^Alt\+[bdefhstv\d]$/.test(key)), []);
});
