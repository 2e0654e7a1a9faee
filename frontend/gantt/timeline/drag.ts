import type { Drawing } from "./drawing";
import { EdgePan } from "../controls/edgepan";
import type { Edits } from "../controls/edits";
import type { Ghost } from "./ghost";
import { Handles } from "./handles";
import { COARSE, FINE, hitTest, linkType, type Hit } from "./hit";
import { isRefusal, movedPercent, shiftBars, stretchBars, type Move } from "./moves";
import { DAY } from "../model/scale";
import { keepHold, whenRested } from "../controls/touch";
import type { View } from "../view";
import type { Command } from "../server/wire";
import type { Viewport } from "./viewport";

interface Drag {
  hit: Hit;
  /** Where it began: on the screen, and along the timeline. */
  held: PointerEvent;
  along: number;
  moved: boolean;
  delta: number;
  move: Move | null;
  percent: number;
  target: Hit | null;
}

export interface DragHost {
  /** A row was clicked. */
  pick(row: number, event: PointerEvent): void;
  open(row: number): void;
  /** Brings the bar of a row into sight. */
  show(id: number): void;
}

const STARTS_AT = 4;

/** Pointer work on the timeline: bars, their edges, their progress, links between them, panning. */
export class DragControl {
  private drag: Drag | null = null;
  private panFrom: { x: number; y: number } | null = null;
  private last: PointerEvent | null = null;
  private readonly handles: Handles;
  private readonly edge: EdgePan;

  constructor(
    private readonly view: View,
    private readonly parts: { drawing: Drawing; ghost: Ghost; viewport: Viewport },
    private readonly edits: Edits,
    private readonly host: DragHost,
  ) {
    const { drawing, viewport } = parts;
    this.handles = new Handles(view, drawing);
    this.edge = new EdgePan(() => this.bodyBox(), (dx, dy) => viewport.scrollBy(dx, dy), () => this.last && this.track(this.last));
    const { canvas } = drawing;
    canvas.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the table
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", () => this.cancel());
    canvas.addEventListener("pointerleave", () => this.drag ?? this.handles.show(null));
    canvas.addEventListener("dblclick", (event) => {
      const hit = this.at(event);
      if (hit) this.host.open(hit.row);
    });
    keepHold(canvas, () => this.active);
  }

  get active(): boolean {
    return this.drag !== null;
  }

  cancel(): void {
    this.drag = this.panFrom = this.last = null;
    this.edge.stop();
    this.parts.ghost.clear();
    this.handles.hide();
    this.view.redraw();
  }

  private ask(commands: Command[]): void {
    this.parts.ghost.ask(commands, (message, others) => this.previewed(message, others));
  }

  /** Window of the timeline: how far it is scrolled. */
  private offset(): { left: number; top: number } {
    const { left, top } = this.parts.viewport;
    return { left, top };
  }

  /** What the server's preview said; stands in the tip beside the pointer. */
  private previewed(message: string, others: number): void {
    const { drag } = this;
    if (!drag) return;
    const { model, t } = this.view;
    const stays = message === "" && drag.move !== null && !this.parts.ghost.moves(drag.hit.id);
    const count = others ? t("drag.others", { count: others }) : "";
    this.handles.add(stays ? t("drag.stays", { name: model.name(drag.hit.id) }) : message, count);
    this.view.redraw();
  }

  private at(event: MouseEvent): Hit | null {
    const reach = (event as PointerEvent).pointerType === "touch" ? COARSE : FINE;
    return hitTest(this.view, this.point(event), this.parts.drawing.width, reach);
  }

  private point(event: MouseEvent): { x: number; y: number; left: number; top: number } {
    const bounds = this.parts.drawing.canvas.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top, ...this.offset() };
  }

  /** How far along the timeline a pointer is, whatever is scrolled away. */
  private along(event: MouseEvent): number {
    const { x, left } = this.point(event);
    return left + (this.view.theme.rtl ? this.parts.drawing.width - x : x);
  }

  /** The timeline without its head of dates. */
  private bodyBox(): DOMRect {
    const { left, top, width, height } = this.parts.drawing.canvas.getBoundingClientRect();
    const head = this.view.theme.headerHeight;
    return new DOMRect(left, top + head, width, height - head);
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const hit = this.at(event);
    if (event.pointerType === "touch") return this.touch(hit, event);
    if (hit) this.host.pick(hit.row, event);
    if (hit?.pointer) return this.host.show(hit.id);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.parts.drawing.canvas.setPointerCapture(event.pointerId);
    if (!hit || hit.zone === "row") this.panFrom = { x: event.clientX, y: event.clientY };
    else this.begin(hit, event);
  }

  /** A finger scrolls by itself; a tap picks and shows the handles, a rest takes hold. */
  private touch(hit: Hit | null, event: PointerEvent): void {
    if (!hit) return;
    const tapped = (): void => {
      this.host.pick(hit.row, event);
      this.handles.show(hit);
      if (hit.pointer) this.host.show(hit.id);
    };
    if (hit.zone === "row" || hit.pointer) return whenRested(event, () => undefined, tapped);
    whenRested(event, () => {
      tapped();
      this.parts.drawing.canvas.setPointerCapture(event.pointerId);
      this.begin(hit, event);
      this.follow(this.drag!, event);
    }, tapped);
  }

  private begin(hit: Hit, event: PointerEvent): void {
    this.drag = { hit, held: event, along: this.along(event), moved: false, delta: 0, move: null, percent: NaN, target: null };
  }

  private move(event: PointerEvent): void {
    if (this.panFrom) {
      this.parts.viewport.scrollBy(this.panFrom.x - event.clientX, this.panFrom.y - event.clientY);
      this.panFrom = { x: event.clientX, y: event.clientY };
      return;
    }
    const { drag } = this;
    if (!drag) return this.handles.show(this.at(event));
    if (!drag.moved && Math.hypot(event.clientX - drag.held.clientX, event.clientY - drag.held.clientY) < STARTS_AT) return;
    drag.moved = true;
    this.track(event);
  }

  private track(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    this.last = event;
    this.follow(drag, event);
    if (!this.drag) return; // it cannot be dragged
    this.handles.place(this.point(event));
    const linking = drag.hit.zone === "linkStart" || drag.hit.zone === "linkFinish";
    this.edge.at(event, drag.held, { upright: linking });
    this.view.redraw();
  }

  private up(event: PointerEvent): void {
    const { drag } = this;
    this.cancel();
    if (!drag?.moved) return;
    const { zone, id } = drag.hit;
    if (zone === "progress") this.edits.setPercent([id], drag.percent);
    else if (zone === "linkStart" || zone === "linkFinish") this.dropLink(drag, this.at(event));
    else if (drag.move) this.edits.moveBars(drag.move);
  }

  private follow(drag: Drag, event: PointerEvent): void {
    const { scale } = this.view;
    const seconds = ((this.along(event) - drag.along) / scale.pxPerDay) * DAY;
    const { zone } = drag.hit;
    if (zone === "progress") this.followProgress(drag, seconds);
    else if (zone === "linkStart" || zone === "linkFinish") this.followLink(drag, event);
    else this.followBar(drag, Math.round(seconds / scale.snap) * scale.snap);
  }

  private followBar(drag: Drag, delta: number): void {
    const { model, formats, t } = this.view;
    const { zone, id } = drag.hit;
    const edge = zone === "start" || zone === "finish" ? zone : null;
    const move = edge ? stretchBars(model, [id], edge, delta) : shiftBars(model, this.draggedTogether(id), delta);
    if (isRefusal(move)) {
      this.cancel();
      return this.view.show(t(move.key, move.values));
    }
    const own = move.spans.get(id) ?? [...move.spans.values()][0];
    if (own) this.handles.say(zone === "finish" ? t("drag.finish", { date: formats.moment(own.finish) }) : t("drag.start", { date: formats.moment(own.start) }));
    if (delta === drag.delta) return;
    drag.delta = delta;
    drag.move = delta ? move : null;
    this.parts.ghost.setOwn(drag.move?.spans ?? new Map());
    if (delta) this.ask(move.commands);
    else this.parts.ghost.clear();
  }

  /** Bars that move with the dragged one: the selection it belongs to. */
  private draggedTogether(id: number): number[] {
    const { selection } = this.view;
    return selection.has(id) ? selection.list() : [id];
  }

  private followProgress(drag: Drag, seconds: number): void {
    const { model, formats, t } = this.view;
    drag.percent = movedPercent(model, drag.hit.id, seconds);
    this.handles.say(t("drag.percent", { percent: formats.percent(drag.percent) }));
  }

  private followLink(drag: Drag, event: PointerEvent): void {
    const { view } = this;
    const { x, y } = this.point(event);
    this.parts.ghost.arrow = { ...this.anchor(drag.hit), x1: x, y1: y };
    const target = this.at(event);
    const type = target && linkType(drag.hit, target);
    if (!target || !type) return this.handles.say(view.t("drag.linkHint"));
    this.handles.say(view.t("drag.link", { from: view.model.name(drag.hit.id), to: view.model.name(target.id), type }));
    if (drag.target?.id === target.id && drag.target.half === target.half) return;
    drag.target = target;
    this.ask([{ do: "link", from: drag.hit.id, to: target.id, type, lag: "" }]);
  }

  private dropLink(drag: Drag, target: Hit | null): void {
    const type = target && linkType(drag.hit, target);
    if (target && type) this.edits.link(drag.hit.id, target.id, type);
  }

  private anchor(hit: Hit): { x0: number; y0: number } {
    const { scale, theme, model } = this.view;
    const { left, top } = this.offset();
    const slot = model.slotOf.get(hit.id)!;
    const time = hit.zone === "linkStart" ? model.table.number.start[slot] : model.table.number.finish[slot];
    const x = scale.x(time) - left;
    const y = theme.headerHeight + model.rowOf[slot] * theme.rowHeight - top + theme.barTop + theme.barHeight / 2;
    return { x0: theme.rtl ? this.parts.drawing.width - x : x, y0: y };
  }
}
