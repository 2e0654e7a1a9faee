import assert from "node:assert/strict";
import { test } from "node:test";
import { Display } from "../controls/display";
import { DAY, plan, type Row } from "./plans";
import { look } from "./views";

function bench(rows: Row[]) {
  const { view, shown, said } = look(plan(rows));
  const done: unknown[] = [];
  const display = new Display(view, {
    viewport: { revealTime: (time) => void done.push(["reveal", time]), zoom: (pxPerDay) => void done.push(["zoom", pxPerDay]) },
    grid: { columns: [], columnWidth: () => 0, width: 0 },
    explain: (id) => void done.push(["explain", id]),
  });
  view.selection.set(rows[0]!.id);
  return { view, display, shown, said, done };
}

test("a layer is shown or hidden, and which is said", () => {
  const { view, display, said } = bench([{ id: 1 }]);
  display.toggle("links");
  display.toggle("links");
  assert.deepEqual([view.settings.shows("links"), said], [true, ["Links: hidden", "Links: shown"]]);
});

test("who wants to see a baseline that does not exist is told so", () => {
  const none = bench([{ id: 1 }]);
  none.display.toggle("baseline"); // hidden
  none.display.toggle("baseline");
  assert.deepEqual(none.shown, ["This plan has no baseline yet."]);
  const some = bench([{ id: 1, baseline_finish: DAY }]);
  some.display.toggle("baseline");
  some.display.toggle("baseline");
  assert.deepEqual(some.shown, []);
});

test("the bar of the current activity is brought into sight, where it has dates", () => {
  const { display, done } = bench([{ id: 1, start: DAY }]);
  display.showBar();
  display.why();
  assert.deepEqual(done, [["reveal", DAY], ["explain", 1]]);
  const dateless = bench([{ id: 1, start: null }]);
  dateless.display.showBar();
  assert.deepEqual([dateless.done, dateless.said], [[], ["The activity has no dates yet."]]);
});

test("the timeline is zoomed step by step or to a level, which is said", () => {
  const { view, display, said, done } = bench([{ id: 1 }]);
  view.scale.pxPerDay = 10;
  display.zoomBy(1.5);
  display.zoomTo("month");
  assert.deepEqual([done, said], [[["zoom", 15], ["zoom", 3.6]], ["Zoom: Months"]]);
});
