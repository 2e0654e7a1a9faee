import { DAY, floorTo, next, weekday, type Unit } from "../../model/scale";
import type { Pen } from "./pen";
import { box, span, xAt, yAt, type Scene } from "./scene";

const NARROWEST_SHADED_DAY = 3;

/** Non-working time, the lines of the axis, and the selected rows. */
export function paintBackdrop(scene: Scene): void {
  const { pen, view, width, height } = scene;
  pen.fillStyle = view.theme.colour.surface;
  pen.fillRect(0, 0, width, height);
  if (view.settings.shows("shading") && view.scale.pxPerDay >= NARROWEST_SHADED_DAY) paintShading(scene);
  paintSelected(scene);
  paintLines(scene);
}

function paintShading(scene: Scene): void {
  const { pen, view, height } = scene;
  const { weekdays, exceptions } = view.model.plan.shading;
  const [from, to] = span(scene);
  const off = new Set(weekdays);
  pen.fillStyle = view.theme.colour.shade;
  let day = Math.floor(from / DAY) * DAY;
  while (day <= to) {
    let end = day;
    while (off.has(weekday(end)) && end <= to) end += DAY;
    if (end > day) box(pen, xAt(scene, day), xAt(scene, end), 0, height);
    day = end + DAY;
  }
  for (const [start, finish] of exceptions) {
    if (finish > from && start < to) box(pen, xAt(scene, start), xAt(scene, finish), 0, height);
  }
}

function paintSelected(scene: Scene): void {
  const { pen, view } = scene;
  pen.fillStyle = view.theme.colour.selection;
  for (let row = scene.firstRow; row <= scene.lastRow; row++) {
    const id = view.model.id(view.model.rows[row]);
    if (view.selection.has(id)) pen.fillRect(0, yAt(scene, row), scene.width, view.theme.rowHeight);
  }
}

function paintLines(scene: Scene): void {
  const { pen, view, width, height } = scene;
  const [upper, lower] = view.scale.bands;
  pen.lineWidth = 1;
  pen.strokeStyle = view.theme.colour.line;
  pen.beginPath();
  for (let row = scene.firstRow; row <= scene.lastRow; row++) {
    const y = Math.round(yAt(scene, row + 1)) - 0.5;
    pen.moveTo(0, y);
    pen.lineTo(width, y);
  }
  eachTick(scene, lower, (x) => verticalLine(pen, x, height));
  pen.stroke();
  pen.strokeStyle = view.theme.colour["line-strong"];
  pen.beginPath();
  eachTick(scene, upper, (x) => verticalLine(pen, x, height));
  pen.stroke();
}

function verticalLine(pen: Pen, x: number, height: number): void {
  const crisp = Math.round(x) + 0.5;
  pen.moveTo(crisp, 0);
  pen.lineTo(crisp, height);
}

function eachTick(scene: Scene, unit: Unit, visit: (x: number, time: number, end: number) => void): void {
  const [from, to] = span(scene);
  for (let time = floorTo(unit, from, scene.view.formats.firstWeekday); time <= to; ) {
    const end = next(unit, time);
    visit(xAt(scene, time), time, xAt(scene, end));
    time = end;
  }
}

/** The two bands of dates on top; drawn last, over whatever scrolled under them. */
export function paintAxis(scene: Scene): void {
  const { pen, view, width } = scene;
  const { headerHeight, colour, smallFont } = view.theme;
  const half = headerHeight / 2;
  const [upper, lower] = view.scale.bands;
  pen.fillStyle = colour.header;
  pen.fillRect(0, 0, width, headerHeight);
  pen.strokeStyle = colour["line-strong"];
  pen.beginPath();
  pen.moveTo(0, headerHeight - 0.5);
  pen.lineTo(width, headerHeight - 0.5);
  eachTick(scene, lower, (x) => {
    pen.moveTo(Math.round(x) + 0.5, half);
    pen.lineTo(Math.round(x) + 0.5, headerHeight);
  });
  eachTick(scene, upper, (x) => verticalLine(pen, x, half));
  pen.stroke();
  pen.font = smallFont;
  pen.textBaseline = "middle";
  if (upper !== lower) eachTick(scene, upper, (x, time, end) => paintUpper(scene, view.formats.tick(upper, time, true), x, end));
  pen.fillStyle = colour.muted;
  // A week is named by its first day, so the number stands at that day.
  const first = lower === "week";
  pen.textAlign = first ? (view.theme.rtl ? "right" : "left") : "center";
  eachTick(scene, lower, (x, time, end) => {
    const at = first ? x + (view.theme.rtl ? -5 : 5) : (x + end) / 2;
    if (Math.abs(end - x) > 16) pen.fillText(view.formats.tick(lower, time, false), at, half * 1.5);
  });
}

/** The upper label stays in sight while its span is. */
function paintUpper(scene: Scene, label: string, x: number, end: number): void {
  const { pen, view, width } = scene;
  pen.fillStyle = view.theme.colour.text;
  const room = pen.measureText(label).width + 8;
  if (view.theme.rtl) {
    pen.textAlign = "right";
    pen.fillText(label, Math.max(Math.min(x, width) - 6, end + room), view.theme.headerHeight / 4);
  } else {
    pen.textAlign = "left";
    pen.fillText(label, Math.min(Math.max(x, 0) + 6, end - room), view.theme.headerHeight / 4);
  }
}
