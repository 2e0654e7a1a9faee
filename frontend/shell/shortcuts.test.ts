import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { register, startShortcuts } from "./shortcuts";

/** What has the focus: something one writes in, or not. */
class Focused {
  isContentEditable = false;
  constructor(private readonly writing: boolean) {}
  closest(): object | null {
    return this.writing ? {} : null;
  }
}

let key: (event: object) => void;
let dialog: object | null = null;
const settings = new Map<string, string>();
Object.defineProperty(globalThis, "localStorage", { value: { getItem: (name: string) => settings.get(name) ?? null } });
Object.assign(globalThis, {
  HTMLElement: Focused,
  HTMLDialogElement: class {},
  document: {
    addEventListener: (_: string, listener: typeof key) => (key = listener),
    querySelectorAll: () => [],
    getElementById: () => null,
    querySelector: () => dialog,
  },
});
startShortcuts();

const done: string[] = [];
let at = 0;
let prevented = 0;
/** Types keys, `pause` milliseconds apart. */
function type(keys: string[], { writing = false, pause = 100, ...held }: { writing?: boolean; pause?: number; ctrlKey?: boolean; isComposing?: boolean } = {}): void {
  for (const name of keys) {
    at += pause;
    key({
      key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, timeStamp: at, target: new Focused(writing),
      preventDefault: () => prevented++, ...held,
    });
  }
}
beforeEach(() => {
  type(["Escape"], { pause: 5000 });
  done.length = prevented = 0;
  dialog = null;
  settings.clear();
});
register([
  { keys: "g p", label: "Projects", run: () => done.push("projects") },
  { keys: "Ctrl+K", label: "Palette", run: () => done.push("palette") },
  { keys: "Alt+ArrowLeft", label: "Earlier" },
]);

test("keys that are typed one after the other are one shortcut, where not too long lies between them", () => {
  type(["g", "p"]);
  assert.deepEqual([done, prevented], [["projects"], 1]);
  type(["g", "p"], { pause: 1300 });
  assert.deepEqual(done, ["projects"]);
});

test("while somebody writes, and over a dialog, only keys with Ctrl or Alt are shortcuts", () => {
  type(["g", "p"], { writing: true });
  type(["k"], { writing: true, ctrlKey: true });
  assert.deepEqual(done, ["palette"]);
  dialog = {};
  type(["g", "p"]);
  type(["k"], { ctrlKey: true });
  assert.deepEqual(done, ["palette", "palette"]);
});

test("who has switched single keys off keeps the others", () => {
  settings.set("headway-single-keys", "off");
  type(["g", "p"]);
  type(["k"], { ctrlKey: true });
  assert.deepEqual(done, ["palette"]);
});

test("keys that make a letter of another alphabet are no shortcut", () => {
  type(["g", "p"], { isComposing: true });
  assert.deepEqual(done, []);
});

test("a shortcut that is taken away does nothing any more", () => {
  const away = register([{ keys: "x", label: "Once", run: () => done.push("once") }]);
  type(["x"]);
  away();
  type(["x"]);
  assert.deepEqual(done, ["once"]);
});
