import { outOfSight } from "./paint/scene";
import { MILESTONE } from "../model/table";
import type { LinkType } from "../server/wire";
import type { View } from "../view";

export type Zone = "row" | "bar" | "start" | "finish" | "progress" | "linkStart" | "linkFinish";

export interface Hit {
  row: number;
  id: number;
  zone: Zone;
  /** Which half of its bar was hit; decides the end that a link reaches. */
  half: "start" | "finish";
  /** The point lies on the bar, whether it can be dragged or not. */
  over: boolean;
  /** The point lies on the arrow that leads to a bar out of sight. */
  pointer: boolean;
  /** Which handles the bar offers: none, only link dots, or all. */
  handles: false | "links" | "all";
}

const POINTER = 16;

/** How near counts as hit: the edges of a bar, the dots beside it, and from which part of the row on its progress. */
export interface Reach {
  edge: number;
  dot: number;
  low: number;
}
export const FINE: Reach = { edge: 5, dot: 16, low: 0.7 };
/** A finger covers what it points at. */
export const COARSE: Reach = { edge: 14, dot: 30, low: 0.9 };

/** What lies under a point of the timeline. The point is in CSS pixels of the drawing. */
export function hitTest(view: View, point: { x: number; y: number; left: number; top: number }, width: number, reach = FINE): Hit | null {
  const { model, theme, scale } = view;
  const row = Math.floor((point.y - theme.headerHeight + point.top) / theme.rowHeight);
  if (point.y < theme.headerHeight || row < 0 || row >= model.rows.length) return null;
  const slot = model.rows[row];
  const id = model.id(slot);
  const x = (theme.rtl ? width - point.x : point.x) + point.left;
  const from = scale.x(model.table.number.start[slot]);
  const to = scale.x(model.table.number.finish[slot]);
  const half = x < (from + to) / 2 ? "start" : "finish";
  const over = x >= from - theme.barHeight / 2 && x <= to + theme.barHeight / 2;
  const side = outOfSight(from - point.left, to - point.left, width);
  const reading = x - point.left;
  const pointer = (side < 0 && reading < POINTER) || (side > 0 && reading > width - POINTER);
  const plain: Hit = { row, id, zone: "row", half, over, pointer, handles: false };
  if (!model.canChange || theme.narrow || id < 0 || Number.isNaN(from)) return plain;
  const leaf = !model.isSummary(slot);
  const milestone = model.table.code.kind[slot] === MILESTONE;
  const slack = milestone ? theme.barHeight / 2 : 0;
  const handles = leaf && !milestone ? "all" : "links";
  if (x < from - reach.dot - slack || x > to + reach.dot + slack) return plain;
  const hit = (zone: Zone): Hit => ({ row, id, zone, half, over, pointer, handles });
  if (x < from - slack - 3) return hit("linkStart");
  if (x > to + slack + 3) return hit("linkFinish");
  if (!leaf || milestone) return hit("bar");
  const inRow = point.y - theme.headerHeight + point.top - row * theme.rowHeight;
  const done = from + (to - from) * (model.table.number.percent[slot] / 100 || 0);
  if (inRow > theme.barTop + theme.barHeight * reach.low && Math.abs(x - done) <= reach.edge + 1) return hit("progress");
  if (to - from > reach.edge * 3 && x < from + reach.edge) return hit("start");
  if (x > to - Math.min(reach.edge, (to - from) / 3)) return hit("finish");
  return hit("bar");
}

/** From which end to which end a link is drawn: of its target the half that was hit decides; null: none can be. */
export function linkType(from: Hit, to: Hit): LinkType | null {
  if (!to.handles || to.id === from.id) return null;
  return `${from.zone === "linkStart" ? "S" : "F"}${to.half === "finish" ? "F" : "S"}`;
}
