import { LINK_TYPES } from "../../model/links";
import type { Track } from "./pen";
import { xAt, yAt, type Scene } from "./scene";

const STUB = 8;
const HEAD = 4;
/** Width of a day below which links run into each other: only critical ones are drawn then. */
const FAINTEST = 1;

/** Links as right-angled arrows: one path per colour, whatever their number. */
export function paintLinks(scene: Scene): void {
  const { pen, view } = scene;
  const { colour } = view.theme;
  if (!view.settings.shows("links") || view.theme.narrow) return;
  const plain = scene.newTrack();
  const critical = scene.newTrack();
  const heads = { plain: scene.newTrack(), critical: scene.newTrack() };
  const { links, table } = view.model;
  const crowded = view.scale.pxPerDay < FAINTEST;
  const markCritical = view.settings.shows("critical");
  links.between(scene.firstRow, scene.lastRow, (link) => {
    if (crowded && !(links.driving[link] && table.number.critical[links.to[link]])) return;
    const hot = markCritical && links.driving[link] === 1
      && table.number.critical[links.from[link]] === 1 && table.number.critical[links.to[link]] === 1;
    trace(scene, link, hot ? critical : plain, hot ? heads.critical : heads.plain);
  });
  pen.lineWidth = 1;
  pen.strokeStyle = pen.fillStyle = colour.link;
  pen.stroke(plain);
  pen.fill(heads.plain);
  pen.lineWidth = 1.5;
  pen.strokeStyle = pen.fillStyle = colour["link-critical"];
  pen.stroke(critical);
  pen.fill(heads.critical);
}

function trace(scene: Scene, link: number, path: Track, head: Track): void {
  const { model, theme } = scene.view;
  const { links, table } = model;
  const from = links.from[link];
  const to = links.to[link];
  const type = LINK_TYPES[links.type[link]];
  const leavesFinish = type[0] === "F";
  const entersStart = type[1] === "S";
  const x0 = xAt(scene, leavesFinish ? table.number.finish[from] : table.number.start[from]);
  const x1 = xAt(scene, entersStart ? table.number.start[to] : table.number.finish[to]);
  if (Number.isNaN(x0) || Number.isNaN(x1) || Math.max(x0, x1) < -STUB * 2 || Math.min(x0, x1) > scene.width + STUB * 2) return;
  const middle = theme.barTop + theme.barHeight / 2;
  const y0 = yAt(scene, model.rowOf[from]) + middle;
  const y1 = yAt(scene, model.rowOf[to]) + middle;
  const forward = theme.rtl ? -1 : 1;
  const out = x0 + (leavesFinish ? forward : -forward) * STUB;
  const into = x1 - (entersStart ? forward : -forward) * STUB;
  path.moveTo(x0, y0);
  if ((into - out) * (leavesFinish ? forward : -forward) >= 0 || leavesFinish !== entersStart) {
    // Down at once, then along the row of the successor: the room before a bar is free, that behind it has its name.
    const corner = leavesFinish === entersStart ? out : extreme(out, into, leavesFinish ? forward : -forward);
    path.lineTo(corner, y0);
    path.lineTo(corner, y1);
  } else {
    const between = y1 + (y1 > y0 ? -1 : 1) * (theme.rowHeight / 2); // no room: go round between the rows
    path.lineTo(out, y0);
    path.lineTo(out, between);
    path.lineTo(into, between);
    path.lineTo(into, y1);
  }
  path.lineTo(x1, y1);
  const back = entersStart ? -forward : forward;
  head.moveTo(x1, y1);
  head.lineTo(x1 + back * HEAD * 1.5, y1 - HEAD);
  head.lineTo(x1 + back * HEAD * 1.5, y1 + HEAD);
  head.closePath();
}

/** The one of two x that lies further in `direction`. */
function extreme(a: number, b: number, direction: number): number {
  return direction > 0 ? Math.max(a, b) : Math.min(a, b);
}
