import type { Drawing } from "./drawing";
import { make } from "../controls/dom";
import type { Hit } from "./hit";
import { xAt, yAt, type Scene } from "./paint/scene";
import type { View } from "../view";

const CURSORS = { bar: "grab", start: "ew-resize", finish: "ew-resize", progress: "col-resize", linkStart: "crosshair", linkFinish: "crosshair", row: "default" };

/** What the timeline shows under the pointer: a bar's handles, its facts, and the tip of a drag. */
export class Handles {
  private hover: Hit | null = null;
  private readonly first = make("div", { class: "hwg-tip-first" });
  private readonly more = make("div", { class: "hwg-tip-more" });
  private readonly tip = make("div", { class: "hwg-tip", "aria-hidden": "true", hidden: true }, this.first, this.more);

  constructor(private readonly view: View, private readonly drawing: Drawing) {
    drawing.element.append(this.tip);
    drawing.overlay = (scene) => this.paint(scene);
  }

  show(hit: Hit | null): void {
    this.drawing.canvas.style.cursor = hit?.pointer ? "pointer" : hit ? CURSORS[hit.zone] : "default";
    const changed = hit?.id !== this.hover?.id || hit?.zone !== this.hover?.zone;
    if (changed || hit?.over !== this.hover?.over) this.drawing.canvas.title = hit?.over ? this.about(hit.id) : "";
    this.hover = hit;
    if (changed) this.view.redraw();
  }

  /** First line of the tip: what is done now. */
  say(text: string): void {
    this.first.textContent = text;
    this.tip.hidden = false;
  }

  /** Second line: what the server thinks of it. */
  add(...parts: string[]): void {
    this.more.textContent = parts.filter(Boolean).join(" · ");
  }

  /** Puts the tip beside a point of the drawing. */
  place({ x, y }: { x: number; y: number }): void {
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, this.drawing.width - this.tip.offsetWidth - 8))}px`;
    this.tip.style.top = `${Math.max(4, Math.min(y + 18, this.drawing.height - this.tip.offsetHeight - 8))}px`;
  }

  hide(): void {
    this.tip.hidden = true;
    this.more.textContent = "";
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
  private paint(scene: Scene): void {
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
}
