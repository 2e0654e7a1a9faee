import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanApi } from "../server/api";
import { Ghost } from "../timeline/ghost";
import { paintGhost, paintMoments } from "../timeline/paint/marks";
import { DAY, plan } from "./plans";
import { look, windowOn } from "./views";

/** What is drawn of today, `x` pixels from the left edge of a window 400 pixels wide. */
function today(x: number): string[] {
  const { view } = look(plan([]));
  const scene = windowOn(view, { today: (x / view.scale.pxPerDay) * DAY });
  paintMoments(scene);
  return scene.pen.drawn;
}

test("the line of today has its words beside it, inside of the window", () => {
  assert.match(today(10)[1]!, /x="14.5".*Today/);
  assert.match(today(390)[1]!, /x="386.5".*text-anchor="end".*Today/);
});

test("a line that is out of the window leaves no half of its words there", () => {
  assert.deepEqual([today(-20), today(420)], [[], []]);
});

test("data date and deadline have lines of their own, where the project has them", () => {
  const { view } = look(plan([]));
  view.model.project = { ...view.model.project, data_date: 5 * DAY, deadline: 20 * DAY };
  const scene = windowOn(view, { today: 10 * DAY });
  paintMoments(scene);
  const lines = scene.pen.drawn.filter((each) => each.startsWith("<path")).map((each) => /d="M(\S+) .*stroke="(\S+)"/.exec(each)!.slice(1));
  assert.deepEqual(lines, [["120.5", "today"], ["60.5", "data-date"], ["240.5", "deadline"]]);
});

test("a drag is outlined where its bars would be, and a link that is drawn as a line to the pointer", () => {
  const { view } = look(plan([{ id: 1 }, { id: 2 }]));
  const ghost = new Ghost({} as PlanApi, view.model, (commands) => commands);
  const drawn = (): string[] => {
    const scene = windowOn(view, { ghost });
    paintGhost(scene);
    return scene.pen.drawn;
  };
  assert.deepEqual(drawn(), []);
  ghost.setOwn(new Map([[2, { start: DAY, finish: 3 * DAY }]]));
  assert.deepEqual(drawn(), ['<rect x="12" y="75" width="24" height="20" fill="none" stroke="ghost" stroke-width="1.5" stroke-linejoin="miter" stroke-dasharray="4 3"/>']);
  ghost.arrow = { x0: 10, y0: 20, x1: 30, y1: 40 };
  assert.match(drawn()[1]!, /^<path d="M10 20L30 40" fill="none" stroke="ghost"/);
});
