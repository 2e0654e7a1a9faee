import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Settings, TOGGLES } from "../model/settings";

const stored = new Map<string, string>();
let full = false;
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => {
    if (full) throw new Error("QuotaExceededError");
    stored.set(key, value);
  },
};
Object.defineProperty(globalThis, "localStorage", { value: storage });
beforeEach(() => {
  stored.clear();
  full = false;
});

test("until somebody chooses, everything is shown but float", () => {
  const settings = new Settings();
  assert.deepEqual(TOGGLES.filter((toggle) => !settings.shows(toggle)), ["float"]);
});

test("what somebody chose is remembered in this browser", () => {
  assert.equal(new Settings().toggle("links"), false);
  const settings = new Settings();
  assert.deepEqual([settings.shows("links"), settings.toggle("links")], [false, true]);
});

test("what another page has remembered meanwhile is kept", () => {
  const [one, other] = [new Settings(), new Settings()];
  one.set("gridWidth", 500);
  other.set("pxPerDay", 12);
  const later = new Settings();
  assert.deepEqual([later.get("gridWidth"), later.get("pxPerDay")], [500, 12]);
});

test("a storage that is full, or holds what cannot be read, costs the memory of a choice alone", () => {
  full = true;
  const settings = new Settings();
  settings.set("pxPerDay", 12);
  assert.deepEqual([settings.get("pxPerDay"), new Settings().get("pxPerDay")], [12, undefined]);
  stored.set("headway.gantt", "{{");
  assert.equal(new Settings().get("pxPerDay"), undefined);
});
