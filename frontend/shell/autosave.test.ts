import assert from "node:assert/strict";
import { test } from "node:test";
import { autosave, startAutosave } from "./autosave";

/** A page with one place that tells whether everything is stored, in a browser that may lose its line. */
const place = { dataset: {} as Record<string, string>, textContent: "" };
const browser = new EventTarget();
const line = { onLine: true };
Object.defineProperty(globalThis, "navigator", { value: line });
Object.assign(globalThis, {
  document: { querySelectorAll: () => [place], getElementById: () => null },
  addEventListener: browser.addEventListener.bind(browser),
});
startAutosave();

const told = (): [string | undefined, string] => [place.dataset["state"], place.textContent];
function lineIs(up: boolean): void {
  line.onLine = up;
  browser.dispatchEvent(new Event(up ? "online" : "offline"));
}
/** Whether the browser asks before it leaves the page. */
const asks = (): boolean => !browser.dispatchEvent(new Event("beforeunload", { cancelable: true }));

test("all is stored when the last of what was sent is stored", () => {
  autosave.saving();
  autosave.saving();
  autosave.saved();
  assert.deepEqual([told(), asks()], [["saving", "saving"], true]);
  autosave.saved();
  assert.deepEqual([told(), asks()], [["saved", "saved"], false]);
});

test("what failed is told, in the words of who knows why", () => {
  autosave.saving();
  autosave.failed("Lee changed it.");
  assert.deepEqual([told(), asks()], [["failed", "Lee changed it."], false]);
});

test("without a line that is what is told, until it is back", () => {
  autosave.saving();
  lineIs(false);
  assert.equal(told()[0], "offline");
  autosave.saving();
  assert.equal(told()[0], "offline");
  lineIs(true);
  assert.equal(told()[0], "saving");
  autosave.saved();
  autosave.saved();
  assert.equal(told()[0], "saved");
});
