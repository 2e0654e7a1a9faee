import assert from "node:assert/strict";
import { test } from "node:test";
import { paintLinks } from "../timeline/paint/arrows";
import { paintBackdrop } from "../timeline/paint/backdrop";
import { paintBars } from "../timeline/paint/bars";
import type { Scene } from "../timeline/paint/scene";
import type { LinkType, WirePlan } from "../server/wire";
import type { Theme } from "../timeline/theme";
import { DAY, links, plan, type Row } from "./plans";
import { look, windowOn } from "./views";

/** What is drawn at ten pixels a day, of which one name is the colour: `bar 0–20` is a box, `link M0 0L5 5` a line. */
function drawn(paint: (scene: Scene) => void, what: WirePlan, { theme = {}, float = false, pxPerDay = 10 }: { theme?: Partial<Theme>; float?: boolean; pxPerDay?: number } = {}): string[] {
  const { view } = look(what, theme);
  view.scale.pxPerDay = pxPerDay;
  if (float) view.settings.toggle("float");
  const scene = windowOn(view, { width: 200 });
  paint(scene);
  return scene.pen.drawn.flatMap((mark) => {
    const [, x, width, fill] = /<rect x="(\S+)" .*width="(\S+)" .*fill="(\S+)"/.exec(mark) ?? [];
    const [, data, colour] = /<path d="(.+?)" .*?(?:stroke|fill)="(?!none)(\S+?)"/.exec(mark) ?? [];
    return x ? [`${fill} ${x}–${Number(x) + Number(width)}`] : data ? [`${colour} ${data}`] : [];
  });
}

const bars = (rows: Row[], options?: Parameters<typeof drawn>[2]): string[] => drawn(paintBars, plan(rows), options);
const BAR: Row = { id: 1, start: 2 * DAY, finish: 12 * DAY };

test("a bar reaches from start to finish, with its progress inside", () => {
  assert.deepEqual(bars([{ ...BAR, percent: 40 }]), ["bar 20–120", "bar-done 20–60"]);
});

test("from right to left a bar is mirrored, and its progress begins at the right", () => {
  assert.deepEqual(bars([{ ...BAR, percent: 40 }], { theme: { rtl: true } }), ["bar 80–180", "bar-done 140–180"]);
});

test("what is critical is told by colour and strokes, what is inactive only that it is", () => {
  const [box, strokes] = bars([{ ...BAR, critical: 1 }]);
  assert.deepEqual([box, strokes?.split(" ")[0]], ["critical 20–120", "surface"]);
  assert.deepEqual(bars([{ ...BAR, critical: 1, active: 0 }]), ["inactive 20–120"]);
});

test("a manual bar has closed ends, for it does not move by itself", () => {
  assert.deepEqual(bars([{ ...BAR, mode: "manual" }]), ["manual 20–120", "text 20–22", "text 118–120"]);
});

test("below a bar lies its baseline, and behind it the deadline it has", () => {
  assert.deepEqual(bars([{ ...BAR, baseline_start: DAY, baseline_finish: 10 * DAY }]), ["baseline 10–100", "bar 20–120"]);
  assert.match(bars([{ ...BAR, deadline: 15 * DAY }])[1]!, /^deadline M150 /);
});

test("float reaches from the finish to the late finish, and is critical where it is negative", () => {
  const row = { ...BAR, total_float: 3 * 28800, late_finish: 15 * DAY };
  assert.deepEqual(bars([row]), ["bar 20–120"]);
  assert.equal(bars([row], { float: true })[0], "float M120 55L150 55M150 51L150 59");
  assert.match(bars([{ ...row, total_float: -28800, late_finish: 11 * DAY }], { float: true })[0]!, /^critical M120 55L110 55/);
});

test("an activity without dates is not drawn, and one out of sight as an arrow at the edge", () => {
  assert.deepEqual(bars([{ id: 1, start: null, finish: null }]), []);
  assert.equal(bars([{ id: 1, start: 30 * DAY, finish: 40 * DAY }]).at(-1), "muted M195 55L189 50L189 60Z");
});

const TWO: Row[] = [{ id: 1, start: 0, finish: 2 * DAY }, { id: 2, start: 6 * DAY, finish: 8 * DAY }];
/** The line of a link from the first row to the second. */
const line = (type: LinkType, rows = TWO): string | undefined => drawn(paintLinks, plan(rows, [], { links: { ...links([[1, 2]]), type: [type] } }))[0];

test("a link leaves and arrives at the ends of its type, down at once and then along the row of the successor", () => {
  assert.deepEqual((["FS", "SS", "FF", "SF"] as const).map((type) => line(type)), [
    "link M20 55L28 55L28 85L60 85",
    "link M0 55L-8 55L-8 85L60 85",
    "link M20 55L88 55L88 85L80 85",
    "link M0 55L-8 55L-8 70L88 70L88 85L80 85",
  ]);
});

test("a link of a type that nobody can draw is no other link", () => {
  assert.throws(() => line("XX" as LinkType), /no link is drawn for the type XX/);
});

test("a link to what begins before its predecessor has ended goes round between the rows", () => {
  const rows: Row[] = [TWO[0]!, { id: 2, start: DAY, finish: 3 * DAY }];
  assert.equal(line("FS", rows), "link M20 55L28 55L28 70L2 70L2 85L10 85");
});

test("a link that drives from critical to critical work is critical itself", () => {
  const rows = TWO.map((row) => ({ ...row, critical: 1 }));
  assert.match(line("FS", rows)!, /^link-critical /);
  const idle = { ...links([[1, 2]]), driving: [0] };
  assert.match(drawn(paintLinks, plan(rows, [], { links: idle }))[0]!, /^link /);
});

test("where days are too narrow for arrows only those are drawn that drive critical work", () => {
  const rows = [TWO[0]!, { ...TWO[1]!, critical: 1 }, { id: 3, start: 6 * DAY, finish: 8 * DAY }];
  const linksAt = (pxPerDay: number): number => drawn(paintLinks, plan(rows, [[1, 2], [1, 3]]), { pxPerDay })[0]!.split("M").length - 1;
  assert.deepEqual([linksAt(10), linksAt(0.5)], [2, 1]);
});

test("days without work are shaded, together where they follow each other, and so are exceptions of the calendar", () => {
  // 1970-01-01 was a Thursday.
  const shading = { weekdays: [5, 6], exceptions: [[5 * DAY, 6 * DAY]] as [number, number][] };
  const shaded = drawn(paintBackdrop, plan([], [], { shading })).filter((each) => each.startsWith("shade"));
  assert.deepEqual(shaded, ["shade 20–40", "shade 90–110", "shade 160–180", "shade 50–60"]);
  assert.deepEqual(drawn(paintBackdrop, plan([], [], { shading }), { pxPerDay: 2 }).filter((each) => each.startsWith("shade")), []);
});
