import type { Chart } from "./chart";
import { make } from "./dom";
import { barCommands, type Edits } from "./edits";
import type { Ghost, Span } from "./ghost";
import { hitTest, type Hit } from "./hit";
import type { Scene } from "./paint/scene";
import { xAt, yAt } from "./paint/scene";
import { DAY } from "./scale";
import type { View } from "./view";
import type { Command, LinkType } from "./wire";

interface Drag {
  hit: Hit;
  x: number;
  y: number;
  moved: boolean;
  spans: Map<number, Span>;
  percent: number;
  target: Hit | null;
}

export interface DragHost {
  /** Window of the timeline: how far it is scrolled. */
  offset(): { left: number; top: number };
  pan(dx: number, dy: number): void;
  /** A row was clicked. */
  pick(row: number, event: PointerEvent): void;
  open(row: number): void;
  /** Brings the bar of a row into sight. */
  show(id: number): void;
}

const STARTS_AT = 4;

/** Pointer work on the timeline: bars, their edges, their progress, links between them, panning. */
export class DragControl {
  private hover: Hit | null = null;
  private drag: Drag | null = null;
  private panFrom: { x: number; y: number } | null = null;
  private readonly tip = make("div", { class: "hwg-tip", "aria-hidden": "true", hidden: true });

  constructor(
    private readonly view: View,
    private readonly chart: Chart,
    private readonly ghost: Ghost,
    private readonly edits: Edits,
    private readonly host: DragHost,
  ) {
    chart.element.append(this.tip);
    chart.overlay = (scene) => this.paintHandles(scene);
    const { canvas } = chart;
    canvas.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the table
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", () => this.cancel());
    canvas.addEventListener("pointerleave", () => this.setHover(null));
    canvas.addEventListener("dblclick", (event) => {
      const hit = this.at(event);
      if (hit) this.host.open(hit.row);
    });
  }

  get active(): boolean {
    return this.drag !== null;
  }

  cancel(): void {
    this.drag = null;
    this.panFrom = null;
    this.ghost.clear();
    this.tip.hidden = true;
    this.view.redraw();
  }

  /** What the server's preview said; stands in the tip beside the pointer. */
  previewed(message: string, others: number): void {
    if (!this.drag) return;
    const count = others ? this.view.t("drag.others", { count: others }) : "";
    this.tip.querySelector(".hwg-tip-more")?.replaceChildren([message, count].filter(Boolean).join(" · "));
    this.view.redraw();
  }

  private at(event: MouseEvent): Hit | null {
    return hitTest(this.view, this.point(event), this.chart.width);
  }

  private point(event: MouseEvent): { x: number; y: number; left: number; top: number } {
    const bounds = this.chart.canvas.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top, ...this.host.offset() };
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const hit = this.at(event);
    if (hit) this.host.pick(hit.row, event);
    if (hit?.pointer) return this.host.show(hit.id);
    if (event.pointerType === "touch" || event.ctrlKey || event.metaKey || event.shiftKey) return; // touch scrolls
    this.chart.canvas.setPointerCapture(event.pointerId);
    if (!hit || hit.zone === "row") this.panFrom = { x: event.clientX, y: event.clientY };
    else this.drag = { hit, x: event.clientX, y: event.clientY, moved: false, spans: new Map(), percent: NaN, target: null };
  }

  private move(event: PointerEvent): void {
    if (this.panFrom) {
      this.host.pan(this.panFrom.x - event.clientX, this.panFrom.y - event.clientY);
      this.panFrom = { x: event.clientX, y: event.clientY };
      return;
    }
    const { drag } = this;
    if (!drag) return this.setHover(this.at(event));
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < STARTS_AT) return;
    drag.moved = true;
    this.follow(drag, event);
    this.placeTip(event);
    this.view.redraw();
  }

  private up(event: PointerEvent): void {
    const { drag } = this;
    this.cancel();
    if (!drag?.moved) return;
    const { zone } = drag.hit;
    if (zone === "progress") this.edits.setPercent([drag.hit.id], drag.percent);
    else if (zone === "linkStart" || zone === "linkFinish") this.dropLink(drag, this.at(event));
    else if (drag.spans.size) this.edits.moveBars(drag.spans, zone === "finish" ? "finish" : zone === "start" ? "both" : "start");
  }

  private follow(drag: Drag, event: PointerEvent): void {
    const { view } = this;
    const direction = view.theme.rtl ? -1 : 1;
    const seconds = (((event.clientX - drag.x) * direction) / view.scale.pxPerDay) * DAY;
    const { zone } = drag.hit;
    if (zone === "progress") this.followProgress(drag, seconds);
    else if (zone === "linkStart" || zone === "linkFinish") this.followLink(drag, event);
    else this.followBar(drag, Math.round(seconds / view.scale.snap) * view.scale.snap);
  }

  private followBar(drag: Drag, delta: number): void {
    const { model, formats, t } = this.view;
    const { start, finish } = model.table.number;
    const { zone, id } = drag.hit;
    const spans = new Map<number, Span>();
    for (const each of zone === "bar" ? this.draggedTogether(id) : [id]) {
      const slot = model.slotOf.get(each)!;
      const from = zone === "finish" ? start[slot] : start[slot] + delta;
      const to = zone === "start" ? finish[slot] : finish[slot] + delta;
      spans.set(each, { start: Math.min(from, to), finish: Math.max(from, to) });
    }
    const own = spans.get(id)!;
    const same = drag.spans.get(id);
    this.setTip(zone === "finish" ? t("drag.finish", { date: formats.moment(own.finish) }) : t("drag.start", { date: formats.moment(own.start) }));
    if (same && same.start === own.start && same.finish === own.finish) return;
    drag.spans = delta ? spans : new Map();
    this.ghost.setOwn(drag.spans);
    if (delta) this.ghost.ask(barCommands(spans, zone === "finish" ? "finish" : zone === "start" ? "both" : "start"));
  }

  /** Bars that move with the dragged one: the selection it belongs to. */
  private draggedTogether(id: number): number[] {
    const { selection, model } = this.view;
    if (!selection.has(id)) return [id];
    return selection.list().filter((each) => each > 0 && !model.isSummary(model.slotOf.get(each)!));
  }

  private followProgress(drag: Drag, seconds: number): void {
    const { model, formats, t } = this.view;
    const { start, finish, percent } = model.table.number;
    const slot = model.slotOf.get(drag.hit.id)!;
    const length = Math.max(finish[slot] - start[slot], 1);
    const value = (percent[slot] || 0) + (seconds / length) * 100;
    drag.percent = Math.min(100, Math.max(0, Math.round(value / 5) * 5));
    this.setTip(t("drag.percent", { percent: formats.percent(drag.percent) }));
  }

  private followLink(drag: Drag, event: PointerEvent): void {
    const { view } = this;
    const { x, y } = this.point(event);
    const from = this.anchor(drag.hit);
    this.ghost.arrow = { ...from, x1: x, y1: y };
    const target = this.at(event);
    const type = target ? linkType(drag.hit, target) : null;
    if (!target || !type || target.id === drag.hit.id) {
      this.setTip(view.t("drag.linkHint"));
      return;
    }
    this.setTip(view.t("drag.link", { from: view.model.name(drag.hit.id), to: view.model.name(target.id), type }));
    if (drag.target?.id === target.id && drag.target.half === target.half) return;
    drag.target = target;
    const command: Command = { do: "link", from: drag.hit.id, to: target.id, type, lag: "" };
    this.ghost.ask([command]);
  }

  private dropLink(drag: Drag, target: Hit | null): void {
    const type = target && linkType(drag.hit, target);
    if (target && type && target.id !== drag.hit.id) this.edits.link(drag.hit.id, target.id, type);
  }

  private anchor(hit: Hit): { x0: number; y0: number } {
    const { scale, theme, model } = this.view;
    const { left, top } = this.host.offset();
    const slot = model.slotOf.get(hit.id)!;
    const time = hit.zone === "linkStart" ? model.table.number.start[slot] : model.table.number.finish[slot];
    const x = scale.x(time) - left;
    const y = theme.headerHeight + model.rowOf[slot] * theme.rowHeight - top + theme.barTop + theme.barHeight / 2;
    return { x0: theme.rtl ? this.chart.width - x : x, y0: y };
  }

  private setHover(hit: Hit | null): void {
    const cursors = { bar: "grab", start: "ew-resize", finish: "ew-resize", progress: "col-resize", linkStart: "crosshair", linkFinish: "crosshair", row: "default" };
    this.chart.canvas.style.cursor = hit?.pointer ? "pointer" : hit ? cursors[hit.zone] : "default";
    const changed = hit?.id !== this.hover?.id || hit?.zone !== this.hover?.zone;
    if (changed || hit?.over !== this.hover?.over) this.chart.canvas.title = hit?.over ? this.about(hit.id) : "";
    this.hover = hit;
    if (changed) this.view.redraw();
  }

  /** What a bar says under the pointer: the same as its row in the table. */
  private about(id: number): string {
    const { model, formats, t } = this.view;
    const { start, finish, total_float } = model.table.number;
    const slot = model.slotOf.get(id)!;
    const lines = [model.name(id), t("tip.dates", { start: formats.moment(start[slot]), finish: formats.moment(finish[slot]) })];
    if (!Number.isNaN(total_float[slot])) lines.push(t("tip.float", { float: formats.workingDays(total_float[slot]) }));
    return lines.join("\n");
  }

  /** Dots to draw links from, and the handle of progress, on the bar under the pointer. */
  private paintHandles(scene: Scene): void {
    const { view, hover } = this;
    if (!hover || !hover.handles || !view.model.canChange) return;
    const slot = view.model.slotOf.get(hover.id);
    if (slot === undefined || view.model.rowOf[slot] < 0) return;
    const { number } = view.model.table;
    const { theme } = view;
    const y = yAt(scene, view.model.rowOf[slot]) + theme.barTop + theme.barHeight / 2;
    const from = xAt(scene, number.start[slot]);
    const to = xAt(scene, number.finish[slot]);
    const out = theme.rtl ? -9 : 9;
    scene.pen.fillStyle = theme.colour.ghost;
    for (const x of [from - out, to + out]) {
      scene.pen.beginPath();
      scene.pen.arc(x, y, 4, 0, Math.PI * 2);
      scene.pen.fill();
    }
    if (hover.handles !== "all") return;
    const done = from + (to - from) * (number.percent[slot] / 100 || 0);
    scene.pen.beginPath();
    scene.pen.moveTo(done, y + 2);
    scene.pen.lineTo(done - 5, y + theme.barHeight / 2 + 4);
    scene.pen.lineTo(done + 5, y + theme.barHeight / 2 + 4);
    scene.pen.fill();
  }

  private setTip(text: string): void {
    const first = this.tip.querySelector(".hwg-tip-first");
    if (first) first.textContent = text;
    else this.tip.append(make("div", { class: "hwg-tip-first" }, text), make("div", { class: "hwg-tip-more" }));
    this.tip.hidden = false;
  }

  private placeTip(event: PointerEvent): void {
    const { x, y } = this.point(event);
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, this.chart.width - this.tip.offsetWidth - 8))}px`;
    this.tip.style.top = `${Math.max(4, Math.min(y + 18, this.chart.height - this.tip.offsetHeight - 8))}px`;
  }
}

/** From which end to which end: the half of the target bar that the pointer is over decides. */
function linkType(from: Hit, to: Hit): LinkType | null {
  if (!to.handles) return null;
  const first = from.zone === "linkStart" ? "S" : "F";
  return `${first}${to.half === "finish" ? "F" : "S"}` as LinkType;
}
