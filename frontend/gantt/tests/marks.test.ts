import assert from "node:assert/strict";
import { test } from "node:test";
import { paintMoments } from "../timeline/paint/marks";
import type { Scene } from "../timeline/paint/scene";
import { SvgPen, SvgTrack } from "../timeline/paint/svgpen";

/** What is drawn of today, `x` pixels from the left edge of a window 400 pixels wide. */
function today(x: number): string[] {
  const pen = new SvgPen((text) => ({ width: text.length * 7 }) as TextMetrics, false);
  const view = {
    model: { project: { data_date: null, deadline: null } },
    settings: { shows: (what: string) => what === "today" },
    theme: { rtl: false, headerHeight: 40, smallFont: "11px Sans", colour: { today: "blue" } },
    scale: { x: (time: number) => time },
    t: () => "Today",
  };
  paintMoments({ view, pen, newTrack: () => new SvgTrack(), width: 400, height: 300, left: 0, today: x } as unknown as Scene);
  return pen.drawn;
}

test("the line of today has its words beside it, inside of the window", () => {
  assert.match(today(10)[1]!, /x="14.5".*Today/);
  assert.match(today(390)[1]!, /x="386.5".*text-anchor="end".*Today/);
});

test("a line that is out of the window leaves no half of its words there", () => {
  assert.deepEqual([today(-20), today(420)], [[], []]);
});
