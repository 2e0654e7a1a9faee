import type { Ghost } from "../ghost";
import type { Pen, Track } from "./pen";
import type { View } from "../../view";

/** One frame of the timeline. x runs from the reading side: mirrored on right-to-left pages. */
export interface Scene {
  view: View;
  pen: Pen;
  /** Lines that the pen can draw at once. */
  newTrack(): Track;
  /** Size of the drawing in CSS pixels. */
  width: number;
  height: number;
  /** What of the timeline and of the rows is scrolled away. */
  left: number;
  top: number;
  firstRow: number;
  lastRow: number;
  /** Of a drag; a picture has none. */
  ghost: Ghost | null;
  today: number;
}

/** Device x of a moment. */
export function xAt(scene: Scene, time: number): number {
  const x = scene.view.scale.x(time) - scene.left;
  return scene.view.theme.rtl ? scene.width - x : x;
}

export function yAt(scene: Scene, row: number): number {
  return scene.view.theme.headerHeight + row * scene.view.theme.rowHeight - scene.top;
}

/** Moments at the two edges of the window. */
export function span(scene: Scene): [number, number] {
  const { scale } = scene.view;
  return [scale.time(scene.left), scale.time(scene.left + scene.width)];
}

/** On which side of the window a bar lies: -1 left, 1 right, 0 where some of it shows. */
export function outOfSight(from: number, to: number, width: number): -1 | 0 | 1 {
  if (Math.max(from, to) < 0) return -1;
  return Math.min(from, to) > width ? 1 : 0;
}

/** A box between two x, whichever is the smaller one. */
export function box(pen: Pen, from: number, to: number, top: number, height: number): void {
  pen.fillRect(Math.min(from, to), top, Math.max(Math.abs(to - from), 1), height);
}
