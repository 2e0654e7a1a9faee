import { MANUAL, MILESTONE } from "../../model/table";
import type { Colour } from "../theme";
import { box, outOfSight, xAt, yAt, type Scene } from "./scene";

const LABEL_GAP = 12;

/** Where a bar stands, in pixels, and whether it is shown as critical. */
interface Bar {
  from: number;
  to: number;
  top: number;
  critical: boolean;
}

/** Bars, milestones, float, baselines and deadlines of the rows in sight. */
export function paintBars(scene: Scene): void {
  const { pen, view } = scene;
  pen.font = view.theme.smallFont;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (let row = scene.firstRow; row <= scene.lastRow; row++) {
    const slot = view.model.rows[row];
    if (Number.isNaN(view.model.table.number.start[slot])) continue;
    paintRow(scene, slot, yAt(scene, row) + view.theme.barTop);
    paintPointer(scene, slot, yAt(scene, row) + view.theme.barTop);
  }
}

/** A small arrow at the edge towards a bar that is out of sight; a click on it goes there. */
function paintPointer(scene: Scene, slot: number, top: number): void {
  const { pen, view, width } = scene;
  const { start, finish } = view.model.table.number;
  const side = outOfSight(xAt(scene, start[slot]), xAt(scene, finish[slot]), width);
  if (side === 0) return;
  const tip = side < 0 ? 5 : width - 5;
  const y = top + view.theme.barHeight / 2;
  pen.fillStyle = view.theme.colour.muted;
  pen.beginPath();
  pen.moveTo(tip, y);
  pen.lineTo(tip - side * 6, y - 5);
  pen.lineTo(tip - side * 6, y + 5);
  pen.closePath();
  pen.fill();
}

function paintRow(scene: Scene, slot: number, top: number): void {
  const { view, pen } = scene;
  const { number, code, text } = view.model.table;
  const { theme, settings } = view;
  const from = xAt(scene, number.start[slot]);
  const to = xAt(scene, number.finish[slot]);
  if (settings.shows("baseline")) paintBaseline(scene, slot, top);
  if (settings.shows("float")) paintFloat(scene, slot, top);
  const critical = number.critical[slot] === 1 && settings.shows("critical");
  let end = to;
  if (code.kind[slot] === MILESTONE) {
    paintDiamond(scene, to, top, critical ? "critical" : "milestone");
    end += (theme.rtl ? -1 : 1) * (theme.barHeight / 2);
  } else if (view.model.isSummary(slot)) paintSummary(scene, number.percent[slot], { from, to, top, critical });
  else paintTask(scene, slot, { from, to, top, critical });
  if (settings.shows("deadline") && !Number.isNaN(number.deadline[slot])) paintDeadline(scene, number.deadline[slot], top);
  const label = theme.narrow ? "" : text.name[slot];
  if (!label || end < -300 || end > scene.width + 300) return;
  const at = end + (theme.rtl ? -LABEL_GAP : LABEL_GAP);
  pen.textAlign = theme.rtl ? "right" : "left";
  pen.lineWidth = 3; // a rim in the colour of the ground lifts the words off the links
  pen.strokeStyle = theme.colour.surface;
  pen.strokeText(label, at, top + theme.barHeight / 2 + 0.5);
  pen.fillStyle = theme.colour.label;
  pen.fillText(label, at, top + theme.barHeight / 2 + 0.5);
}

function paintTask(scene: Scene, slot: number, { from, to, top, critical }: Bar): void {
  const { pen, view } = scene;
  const { colour, barHeight } = view.theme;
  const { number, code } = view.model.table;
  const inactive = !number.active[slot];
  const body: Colour = inactive ? "inactive" : critical ? "critical" : code.mode[slot] === MANUAL ? "manual" : "bar";
  pen.fillStyle = colour[body];
  box(pen, from, to, top, barHeight);
  if (critical && !inactive) hatch(scene, from, to, top, barHeight);
  const done = from + (to - from) * (number.percent[slot] / 100 || 0);
  if (done !== from) {
    pen.fillStyle = critical ? colour["critical-done"] : colour["bar-done"];
    box(pen, from, done, top + barHeight / 2 - 2, 4);
  }
  if (code.mode[slot] !== MANUAL) return;
  pen.fillStyle = colour.text; // a manual bar has closed ends: it does not move by itself
  pen.fillRect(Math.min(from, to), top - 2, 2, barHeight + 4);
  pen.fillRect(Math.max(from, to) - 2, top - 2, 2, barHeight + 4);
}

/** Critical is told by strokes too, not by colour alone. */
function hatch(scene: Scene, from: number, to: number, top: number, height: number): void {
  const { pen, view, width } = scene;
  const low = Math.max(Math.min(from, to), -height);
  const high = Math.min(Math.max(from, to), width + height);
  if (high - low < 6) return;
  pen.strokeStyle = view.theme.colour.surface;
  pen.globalAlpha = 0.45;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = low + 5; x - height < high; x += 5) {
    const start = Math.max(x - height, low);
    const end = Math.min(x, high);
    if (end <= start) continue;
    pen.moveTo(start, top + (x - start));
    pen.lineTo(end, top + (x - end));
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function paintSummary(scene: Scene, percent: number, { from, to, top, critical }: Bar): void {
  const { pen, view } = scene;
  const { colour, barHeight } = view.theme;
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const y = top + 2;
  const foot = Math.min(6, (high - low) / 2);
  pen.fillStyle = colour.summary;
  pen.beginPath();
  pen.moveTo(low, y);
  pen.lineTo(high, y);
  pen.lineTo(high, y + barHeight - 3);
  pen.lineTo(high - foot, y + 6);
  pen.lineTo(low + foot, y + 6);
  pen.lineTo(low, y + barHeight - 3);
  pen.closePath();
  pen.fill();
  pen.fillStyle = colour["bar-done"];
  if (percent > 0) box(pen, from, from + (to - from) * (percent / 100), y + 1, 2);
  if (!critical) return;
  pen.fillStyle = colour.critical;
  box(pen, from, to, y + 6, 2);
}

export function paintDiamond(scene: Scene, x: number, top: number, fill: Colour): void {
  const { pen, view } = scene;
  const half = view.theme.barHeight / 2 + 1;
  const y = top + view.theme.barHeight / 2;
  pen.fillStyle = view.theme.colour[fill];
  pen.beginPath();
  pen.moveTo(x, y - half);
  pen.lineTo(x + half, y);
  pen.lineTo(x, y + half);
  pen.lineTo(x - half, y);
  pen.closePath();
  pen.fill();
}

function paintBaseline(scene: Scene, slot: number, top: number): void {
  const { pen, view } = scene;
  const { baseline_start, baseline_finish } = view.model.table.number;
  if (Number.isNaN(baseline_finish[slot])) return;
  pen.fillStyle = view.theme.colour.baseline;
  const y = top + view.theme.barHeight + 2;
  box(pen, xAt(scene, baseline_start[slot]), xAt(scene, baseline_finish[slot]), y, 3);
}

/** Total float reaches from the finish to the late finish; negative float lies before the finish. */
function paintFloat(scene: Scene, slot: number, top: number): void {
  const { pen, view } = scene;
  const { total_float, late_finish, finish } = view.model.table.number;
  if (!total_float[slot] || Number.isNaN(late_finish[slot]) || view.model.isSummary(slot)) return;
  const { colour, barHeight } = view.theme;
  const late = xAt(scene, late_finish[slot]);
  const y = top + barHeight / 2;
  pen.strokeStyle = total_float[slot] < 0 ? colour.critical : colour.float;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(xAt(scene, finish[slot]), y);
  pen.lineTo(late, y);
  pen.moveTo(late, y - 4);
  pen.lineTo(late, y + 4);
  pen.stroke();
}

function paintDeadline(scene: Scene, deadline: number, top: number): void {
  const { pen, view } = scene;
  const x = xAt(scene, deadline);
  const y = top + view.theme.barHeight - 2;
  pen.fillStyle = view.theme.colour.deadline;
  pen.beginPath();
  pen.moveTo(x, y + 6);
  pen.lineTo(x - 5, y - 3);
  pen.lineTo(x + 5, y - 3);
  pen.closePath();
  pen.fill();
}
