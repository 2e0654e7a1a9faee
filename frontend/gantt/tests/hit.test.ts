import assert from "node:assert/strict";
import { test } from "node:test";
import type { WirePlan } from "../server/wire";
import { COARSE, FINE, hitTest, linkType, type Hit } from "../timeline/hit";
import type { Theme } from "../timeline/theme";
import { DAY, plan, READ_ONLY, type Row } from "./plans";
import { look } from "./views";

const WIDTH = 1000;
const ROWS: Row[] = [
  { id: 1, start: 10 * DAY, finish: 20 * DAY, percent: 50 },
  { id: 2, kind: "milestone", start: 10 * DAY, finish: 10 * DAY },
  { id: 3, kind: "summary", start: 10 * DAY, finish: 20 * DAY },
  { id: 4, parent: 3, start: 10 * DAY, finish: 11 * DAY },
];

/** The timeline at ten pixels a day; `at` is a point of it, in days and pixels beside that, at some height of a bar. */
function timeline(more: Partial<WirePlan> = {}, theme: Partial<Theme> = {}) {
  const { view } = look(plan(ROWS, [], more), theme);
  view.scale.pxPerDay = 10;
  const { rowHeight, headerHeight, barTop, barHeight, rtl } = view.theme;
  const at = (row: number, days: number, { beside = 0, height = 0.5, reach = FINE, left = 0 } = {}): Hit | null => {
    const x = view.scale.x(days * DAY) + beside - left;
    const y = headerHeight + row * rowHeight + barTop + height * barHeight;
    return hitTest(view, { x: rtl ? WIDTH - x : x, y, left, top: 0 }, WIDTH, reach);
  };
  return { view, at, zone: (...place: Parameters<typeof at>) => at(...place)?.zone };
}

for (const rtl of [false, true]) {
  test(`a bar is held in the middle or by its edges, and links begin at the dots beside it, ${rtl ? "from right to left" : "from left to right"}`, () => {
    const { zone } = timeline({}, { rtl });
    assert.deepEqual(
      [zone(0, 10, { beside: -25 }), zone(0, 10, { beside: -10 }), zone(0, 10, { beside: 2 }), zone(0, 14), zone(0, 20, { beside: -2 }), zone(0, 20, { beside: 10 }), zone(0, 20, { beside: 25 })],
      ["row", "linkStart", "start", "bar", "finish", "linkFinish", "row"],
    );
  });
}

test("progress is held at the foot of the bar, where it ends", () => {
  const { zone } = timeline();
  assert.deepEqual([zone(0, 15, { height: 0.9 }), zone(0, 15), zone(0, 17, { height: 0.9 })], ["progress", "bar", "bar"]);
});

test("a short bar can still be moved: its start is no handle, and its finish the last third", () => {
  const { zone } = timeline();
  assert.deepEqual([zone(3, 10, { beside: 1 }), zone(3, 10, { beside: 5 }), zone(3, 10, { beside: 8 })], ["bar", "bar", "finish"]);
});

test("milestones and summaries have no edges and no progress, but links", () => {
  const { at } = timeline();
  assert.deepEqual([at(1, 10)?.zone, at(1, 10)?.handles, at(1, 10, { beside: 13 })?.zone], ["bar", "links", "linkFinish"]);
  assert.deepEqual([at(2, 10, { beside: 2 })?.zone, at(2, 15, { height: 0.9 })?.zone, at(2, 15)?.handles], ["bar", "bar", "links"]);
});

test("a finger reaches further than a mouse", () => {
  const { zone } = timeline();
  assert.deepEqual([zone(0, 20, { beside: 25 }), zone(0, 20, { beside: 25, reach: COARSE })], ["row", "linkFinish"]);
  assert.deepEqual([zone(0, 20, { beside: -12 }), zone(0, 20, { beside: -12, reach: COARSE })], ["bar", "finish"]);
});

test("the head of dates and what is below the last row are nobody's", () => {
  const { view, at } = timeline();
  assert.equal(at(4, 15), null);
  assert.equal(hitTest(view, { x: 100, y: 10, left: 0, top: 0 }, WIDTH), null);
});

test("a reader, and who looks at cards, holds nothing and still learns what is under the pointer", () => {
  for (const { at } of [timeline(READ_ONLY), timeline({}, { narrow: true })]) {
    const hit = at(0, 15)!;
    assert.deepEqual([hit.id, hit.zone, hit.over, hit.handles], [1, "row", true, false]);
  }
});

test("at the edge towards a bar out of sight there is the arrow that leads to it", () => {
  const { at } = timeline();
  assert.deepEqual([at(0, 50, { beside: 10, left: 500 })?.pointer, at(0, 50, { beside: 30, left: 500 })?.pointer], [true, false]);
  assert.equal(at(0, 15)?.pointer, false);
});

test("the half of a bar that is hit decides at which of its ends a link arrives", () => {
  const { at } = timeline();
  const [start, finish] = [at(0, 10, { beside: -10 })!, at(0, 20, { beside: 10 })!];
  const [early, late] = [at(2, 12)!, at(2, 18)!];
  assert.deepEqual([[finish, early], [start, early], [finish, late], [start, late]].map(([from, to]) => linkType(from!, to!)), ["FS", "SS", "FF", "SF"]);
});

test("no link leads to its own bar, or to one that offers none", () => {
  const { at } = timeline();
  const finish = at(0, 20, { beside: 10 })!;
  assert.deepEqual([linkType(finish, at(0, 12)!), linkType(finish, at(2, 40)!)], [null, null]);
});
