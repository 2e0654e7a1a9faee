import type { Colour } from "../theme";
import type { MessageKey } from "../../model/messages";
import { MILESTONE } from "../../model/table";
import { xAt, yAt, type Scene } from "./scene";

/** How a line is drawn; `step`: labels stand above each other, for lines may fall together. */
interface Look {
  colour: Colour;
  label: MessageKey;
  dash: number[];
  step: number;
}

const TODAY: Look = { colour: "today", label: "line.today", dash: [], step: 0 };
const DATA_DATE: Look = { colour: "data-date", label: "line.dataDate", dash: [6, 4], step: 1 };
const DEADLINE: Look = { colour: "deadline", label: "line.deadline", dash: [2, 3], step: 2 };

/** Today, the data date and the project's deadline, as lines over the whole height. */
export function paintMoments(scene: Scene): void {
  const { view } = scene;
  const { project } = view.model;
  if (view.settings.shows("today")) line(scene, scene.today, TODAY);
  if (view.settings.shows("dataDate") && project.data_date !== null) line(scene, project.data_date, DATA_DATE);
  if (view.settings.shows("deadline") && project.deadline !== null) line(scene, project.deadline, DEADLINE);
}

function line(scene: Scene, time: number, { colour, label, dash, step }: Look): void {
  const { pen, view, width, height } = scene;
  const x = Math.round(xAt(scene, time)) + 0.5;
  if (x < 0 || x > width) return; // and no half of its words
  pen.strokeStyle = pen.fillStyle = view.theme.colour[colour];
  pen.lineWidth = 1.5;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(x, view.theme.headerHeight);
  pen.lineTo(x, height);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = view.theme.smallFont;
  pen.textBaseline = "bottom";
  const text = view.t(label);
  const room = pen.measureText(text).width + 8;
  // The words stand behind the line, or before it where the window ends.
  const leftwards = view.theme.rtl ? x > room : x + room > width;
  pen.textAlign = leftwards ? "right" : "left";
  pen.fillText(text, x + (leftwards ? -4 : 4), height - 4 - step * 14);
}

/** Where a drag would put its own bar and everything that follows it. */
export function paintGhost(scene: Scene): void {
  const { pen, view, ghost } = scene;
  if (!ghost || ghost.isEmpty) return;
  const { theme, model } = view;
  pen.strokeStyle = theme.colour.ghost;
  pen.lineWidth = 1.5;
  for (let row = scene.firstRow; row <= scene.lastRow; row++) {
    const slot = model.rows[row];
    const moved = ghost.of(model.id(slot));
    if (!moved) continue;
    const from = xAt(scene, moved.start);
    const to = xAt(scene, moved.finish);
    const top = yAt(scene, row) + theme.barTop - 2;
    const half = model.table.code.kind[slot] === MILESTONE ? theme.barHeight / 2 + 2 : 0;
    pen.setLineDash([4, 3]);
    pen.strokeRect(Math.min(from, to) - half, top, Math.max(Math.abs(to - from), 1) + half * 2, theme.barHeight + 4);
  }
  pen.setLineDash([]);
  if (ghost.arrow) paintArrow(scene, ghost.arrow);
}

function paintArrow(scene: Scene, { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }): void {
  const { pen, view } = scene;
  pen.strokeStyle = pen.fillStyle = view.theme.colour.ghost;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
  pen.beginPath();
  pen.arc(x1, y1, 4, 0, Math.PI * 2);
  pen.fill();
}
